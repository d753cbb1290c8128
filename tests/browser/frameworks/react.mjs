// A page of React's: a router on the History API, and a story that can be rendered anew with the same nodes or with others.
import {createElement as h, useEffect, useState} from 'react';
import {createRoot} from 'react-dom/client';
import {STORIES} from './stories.mjs';

function Story({paragraphs, round}) {
  return paragraphs.map((text, index) => h('p', {key: `${round}-${index}`}, text));
}

function App() {
  const [path, setPath] = useState(location.pathname);
  const [ticks, setTicks] = useState(0);
  const [round, setRound] = useState(0);
  useEffect(() => {
    window.app = {
      go(to) {
        history.pushState({}, '', to);
        setPath(to);
      },
      tick: () => setTicks((count) => count + 1),
      replace: () => setRound((count) => count + 1),
    };
    addEventListener('popstate', () => setPath(location.pathname));
  }, []);
  const [title, ...paragraphs] = STORIES[path];
  return h('main', null, h('header', null, `Rendered ${ticks} times`),
    h('article', {className: 'story', key: path}, h('h1', {key: round}, title), h(Story, {paragraphs, round})));
}

createRoot(document.querySelector('#app')).render(h(App));
