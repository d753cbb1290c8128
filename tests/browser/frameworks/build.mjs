// `node build.mjs react|vue`: the page's script as a publisher would build it, on the standard output.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const {outputFiles} = await build({
  entryPoints: [fileURLToPath(new URL(`${process.argv[2]}.mjs`, import.meta.url))], bundle: true, minify: true, write: false, format: 'iife',
  define: {'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false'},
});
process.stdout.write(outputFiles[0].text);
