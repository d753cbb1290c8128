// @ts-check
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scrollDistance} from '../../static/player/follow.js';

test('a sentence within the band does not move the page', () => assert.equal(scrollDistance({top: 310, bottom: 340}, 1000, 0, 0), 0));

test('a sentence below the band is brought to its upper edge', () => assert.equal(scrollDistance({top: 690, bottom: 720}, 1000, 0, 0), 390));

test('a sentence above the band is brought back', () => assert.equal(scrollDistance({top: 100, bottom: 130}, 1000, 0, 0), -200));

test('a tall sticky header moves the band down', () => assert.equal(scrollDistance({top: 310, bottom: 330}, 1000, 400, 0), -102));

test('a tall dock moves the band’s lower edge up', () => assert.notEqual(scrollDistance({top: 560, bottom: 600}, 1000, 0, 450), 0));
