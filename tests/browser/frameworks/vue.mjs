// The same page of Vue's.
import {createApp, h, reactive} from 'vue';
import {STORIES} from './stories.mjs';

const state = reactive({path: location.pathname, ticks: 0, round: 0});
window.app = {
  go(to) {
    history.pushState({}, '', to);
    state.path = to;
  },
  tick: () => (state.ticks += 1),
  replace: () => (state.round += 1),
};
addEventListener('popstate', () => (state.path = location.pathname));

createApp({
  render() {
    const [title, ...paragraphs] = STORIES[state.path];
    const told = paragraphs.map((text, index) => h('p', {key: `${state.round}-${index}`}, text));
    return h('main', [
      h('header', `Rendered ${state.ticks} times`),
      h('article', {class: 'story', key: state.path}, [h('h1', {key: `title-${state.round}`}, title), ...told]),
    ]);
  },
}).mount('#app');
