// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {initial, reduce} from '../../static/player/state.js';

/** @typedef {import('../../static/player/types.js').Action} Action */

const place = {sentence: 0, word: 0};
/** @param {number} at_ms @param {number} now_ms @returns {Action} */
const time = (at_ms, now_ms) => ({type: 'time', at_ms, now_ms, place});
/** @param {number} now_ms @returns {Action} */
const playing = (now_ms) => ({type: 'playing', now_ms});
/** @type {Action} */
const whole = {type: 'extend', duration_ms: 60_000, length_ms: 60_000};

/** @param {...Action} actions */
const after = (...actions) => [whole, ...actions].reduce(reduce, initial(1));

test('a press opens the dock and waits for the element to play', () => {
  const {phase, open} = after({type: 'play'});
  assert.deepEqual({phase, open}, {phase: 'loading', open: true});
});

test('what plays is heard', () => {
  assert.deepEqual(after({type: 'play'}, playing(1000), time(500, 1500), time(1000, 2000)).heard, [[0, 1000]]);
});

test('a seek is not heard', () => {
  const {heard, seeks} = after(
    {type: 'play'}, playing(0), time(500, 500), {type: 'seeking'}, time(50_000, 520),
    {type: 'seeked', at_ms: 50_000, now_ms: 540}, time(51_000, 1540),
  );
  assert.deepEqual(heard, [[0, 500], [50_000, 51_000]]);
  assert.equal(seeks, 1);
});

test('a jump without a seek event is not heard either', () => {
  assert.deepEqual(after({type: 'play'}, playing(0), time(500, 500), time(50_000, 600)).heard, [[0, 500]]);
});

test('nothing is heard while paused', () => {
  const {heard, phase} = after({type: 'play'}, playing(0), time(500, 500), {type: 'pause'}, time(900, 900));
  assert.deepEqual(heard, [[0, 500]]);
  assert.equal(phase, 'paused');
});

test('at the end nothing is lit', () => {
  const ended = after({type: 'play'}, playing(0), time(500, 1000), {type: 'pause'}, {type: 'ended'});
  assert.deepEqual([ended.phase, ended.place.sentence], ['ended', -1]);
});

test('seeking back from the end is a pause, no end', () => {
  assert.equal(after({type: 'ended'}, {type: 'seeked', at_ms: 0, now_ms: 0}).phase, 'paused');
});

test('an error is not washed away by the pause that comes with it', () => {
  assert.equal(after({type: 'error'}, {type: 'pause'}).phase, 'error');
});

test('a stall and what comes with it leave no gap in what was heard', () => {
  const {heard, phase} = after(
    {type: 'play'}, playing(0), time(500, 500), {type: 'waiting'}, playing(900), time(1000, 1400), {type: 'waiting'}, playing(9000),
    time(1300, 9300),
  );
  assert.deepEqual(heard, [[0, 1300]]);
  assert.equal(phase, 'playing');
});

test('the length is an estimate until the whole is known', () => {
  const speaking = reduce(initial(1), {type: 'extend', duration_ms: 0, length_ms: 45_000});
  assert.deepEqual([speaking.duration_ms, speaking.length_ms], [0, 45_000]);
  assert.deepEqual([reduce(speaking, whole).duration_ms, reduce(speaking, whole).length_ms], [60_000, 60_000]);
});

test('what changes nothing gives the same state', () => {
  const state = after({type: 'yield'});
  assert.equal(reduce(state, {type: 'yield'}), state);
  assert.equal(reduce(after(), {type: 'waiting'}).phase, 'paused');
});

test('closing takes the light away', () => {
  const {open, place: lit} = after({type: 'play'}, playing(0), time(500, 500), {type: 'close'});
  assert.deepEqual([open, lit.sentence], [false, -1]);
});

test('a time that goes on is playing, though no event says so', () => {
  const waiting = [{type: 'play'}, playing(0), time(500, 500), {type: 'waiting'}];
  const moving = after(.../** @type {Action[]} */ (waiting), time(600, 900), time(800, 1100), time(1100, 1400));
  assert.deepEqual([moving.phase, moving.heard], ['playing', [[0, 500], [600, 1100]]]);
  const still = after(.../** @type {Action[]} */ (waiting), time(600, 900), time(700, 1150), time(700, 1400), time(700, 9000));
  assert.deepEqual([still.phase, still.heard], ['loading', [[0, 500]]]);
  assert.equal(after({type: 'play'}, {type: 'error'}, time(0, 0), time(400, 400)).phase, 'playing');
});

test('a seek while it waits is not playing', () => {
  const {phase, heard} = after({type: 'play'}, time(0, 0), {type: 'seeking'}, {type: 'seeked', at_ms: 350, now_ms: 400}, time(350, 410));
  assert.deepEqual([phase, heard], ['loading', []]);
});
