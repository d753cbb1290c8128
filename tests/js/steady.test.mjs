// @ts-check
/** The clock of the light on media clocks that stand still and jump, as Firefox's. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {steady} from '../../static/player/steady.js';

const LEAD_MS = 10;
const WORD_MS = 240;
const SECONDS = 60;

/** Numbers from 0 to 1 that are the same each time. @param {number} seed */
function random(seed) {
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

/** A clock that moves in steps of 36 or 45 ms of the sound, as Firefox's. @param {number} rate @param {() => number} chance */
function stepping(rate, chance) {
  const steps = [0];
  while (steps[steps.length - 1] < SECONDS * 2000) steps.push(steps[steps.length - 1] + (chance() < 0.6 ? 45 : 36));
  return (/** @type {number} */ now_ms) => steps[steps.findIndex((step) => step > now_ms * rate) - 1];
}

/**
 * How late each word is lit, in ms of the reader's time, in order of size, when a timer that is up to 3 ms late looks for it.
 * @param {number} rate
 * @param {(now_ms: number) => number} clock
 * @param {() => number} chance
 * @param {typeof steady} [timeOf]
 */
function lags(rate, clock, chance, timeOf = steady) {
  const found = [];
  let now_ms = 0;
  let look = {at_ms: 0, now_ms, from_ms: 0};
  for (let mark_ms = WORD_MS; mark_ms < SECONDS * 1000 * rate; mark_ms += WORD_MS) {
    for (;;) {
      const before_ms = look.at_ms;
      look = timeOf(look, clock(now_ms), now_ms, rate);
      assert.ok(look.at_ms >= before_ms - 1, `from ${before_ms} back to ${look.at_ms}`);
      const left_ms = mark_ms - look.at_ms - LEAD_MS * rate;
      if (left_ms <= 0) break;
      now_ms += Math.max(1, left_ms / rate) + chance() * 3;
    }
    found.push(now_ms - mark_ms / rate);
  }
  return found.sort((a, b) => a - b);
}

/** @param {number[]} sorted @param {number} share */
const percentile = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))];

for (const rate of [0.75, 1, 1.5]) {
  test(`a clock that moves in steps makes few words late at ${rate}×, and none early`, () => {
    for (const seed of [1, 2, 3]) {
      const sorted = lags(rate, stepping(rate, random(seed)), random(seed + 3));
      assert.ok(percentile(sorted, 0.95) <= 28, `${percentile(sorted, 0.95)}`);
      assert.ok(percentile(sorted, 0.5) <= 15, `${percentile(sorted, 0.5)}`);
      assert.ok(sorted[0] >= -LEAD_MS - 1, `${sorted[0]}`);
    }
  });
}

test('as it is, such a clock would make them late', () => {
  const late = lags(0.75, stepping(0.75, random(1)), random(4), (_, at_ms, now_ms) => ({at_ms, now_ms, from_ms: 0}));
  assert.ok(percentile(late, 0.95) > 40);
});

test('a clock that runs smoothly is followed', () => {
  const sorted = lags(1, (now_ms) => now_ms, random(1));
  assert.ok(sorted[0] >= -LEAD_MS - 1 && percentile(sorted, 0.95) <= -LEAD_MS + 5);
});

/** What is lit by, look by look. @param {number} rate @param {[at_ms: number, now_ms: number][]} looks */
function seen(rate, ...looks) {
  let look = {at_ms: looks[0][0], now_ms: looks[0][1], from_ms: looks[0][0]};
  return looks.map(([at_ms, now_ms]) => (look = steady(look, at_ms, now_ms, rate)).at_ms);
}

test('before the sound has begun the time stands still', () => {
  assert.deepEqual(seen(1, [0, 0], [0, 30], [0, 60], [0, 90]), [0, 0, 0, 0]);
});

test('a sound that stops unheard of is run ahead of by 20 ms, and no more', () => {
  assert.equal(Math.max(...seen(1, [0, 0], [45, 45], [90, 90], [90, 130], [90, 170], [90, 210], [90, 450], [90, 500])), 110);
  assert.equal(seen(1, [0, 0], [45, 45], [90, 90], [90, 450]).pop(), 90);
});

test('while there is no sound, the time is the clock’s', () => {
  assert.deepEqual(seen(0, [0, 0], [45, 45], [45, 65], [45, 85]), [0, 45, 45, 45]);
  assert.equal(steady({at_ms: 60, now_ms: 0, from_ms: 0}, 45, 10, 0).at_ms, 45);
});

test('after a seek the time is the clock’s, until that has moved', () => {
  for (const to_ms of [1000, 9000]) {
    const [, , landed, still] = seen(1, [5000, 0], [5045, 45], [to_ms, 240], [to_ms, 260]);
    assert.deepEqual([landed, still], [to_ms, to_ms]);
  }
});

test('another rate is gone on with from where the time is', () => {
  const before = {at_ms: 1000, now_ms: 0, from_ms: 0};
  assert.ok(Math.abs(steady(before, 1000, 10, 1.5).at_ms - 1014.7) < 0.1);
  assert.ok(Math.abs(steady(before, 1000, 10, 0.75).at_ms - 1007.4) < 0.1);
});
