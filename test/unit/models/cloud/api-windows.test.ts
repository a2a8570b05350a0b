/** Fixed windows of calls, by hand: what has room, when there is room again, and limits that come and go with outages. */
import { describe, expect, test } from 'vitest';
import { ApiWindows } from '../../../../src/models/cloud/api-windows.js';

const cloud = { calls: 10, window: 100, per: 'cloud' } as const;

describe('one limit of the whole cloud', () => {
  test('grants up to its calls, all of a request or none, and begins anew with each window', () => {
    const windows = new ApiWindows([cloud], 2);
    expect([windows.ask(0, 0, 6), windows.ask(50, 1, 5), windows.ask(99, 1, 4), windows.ask(99, 0, 1)]).toEqual([true, false, true, false]);
    expect([windows.hasRoom(99, 0, 1), windows.hasRoom(100, 0, 10), windows.hasRoom(100, 0, 11)]).toEqual([false, true, false]);
    expect([windows.ask(100, 0, 10), windows.ask(199, 0, 1), windows.ask(350, 0, 1)]).toEqual([true, false, true]);
  });

  test('has room now, or at the end of the window', () => {
    const windows = new ApiWindows([cloud], 1);
    windows.ask(130, 0, 9);
    expect([windows.roomAt(150, 0, 1), windows.roomAt(150, 0, 2), windows.roomAt(230, 0, 2)]).toEqual([150, 200, 230]);
  });
});

test('a limit of each manager is their own', () => {
  const windows = new ApiWindows([{ calls: 3, window: 100, per: 'manager' }], 2);
  expect([windows.ask(0, 0, 3), windows.ask(0, 0, 1), windows.ask(0, 1, 3), windows.hasRoom(0, 1, 1)]).toEqual([true, false, true, false]);
});

test('of several limits all must have room, none is used by what another refuses, and the last to have room counts', () => {
  const windows = new ApiWindows([cloud, { calls: 15, window: 1000, per: 'cloud' }], 1);
  expect(windows.longest).toBe(1000);
  expect([windows.ask(0, 0, 10), windows.ask(0, 0, 1), windows.ask(100, 0, 6), windows.ask(100, 0, 5), windows.ask(200, 0, 1)]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(windows.roomAt(210, 0, 1)).toBe(1000);
});

describe('limits of outages', () => {
  test('come and go beside its own, and one that stays keeps what it has counted', () => {
    const windows = new ApiWindows([], 3);
    expect([windows.areLimited, windows.longest, windows.hasRoom(0, 0, 1e9)]).toEqual([false, 0, true]);
    windows.setFurther([{ outage: 4, calls: 5, window: 60 }]);
    expect([windows.areLimited, windows.longest, windows.ask(10, 0, 5), windows.ask(10, 2, 1)]).toEqual([true, 60, true, false]);
    windows.setFurther([
      { outage: 4, calls: 5, window: 60 },
      { outage: 7, calls: 2, window: 90 },
    ]);
    expect([windows.longest, windows.ask(20, 0, 1), windows.ask(60, 0, 2), windows.ask(60, 0, 1)]).toEqual([90, false, true, false]);
    windows.setFurther([{ outage: 4, calls: 5, window: 60 }]);
    expect([windows.ask(61, 0, 3), windows.ask(61, 0, 1)]).toEqual([true, false]);
    windows.setFurther([]);
    expect([windows.areLimited, windows.ask(62, 0, 100)]).toEqual([false, true]);
    // It comes again: it counts from here.
    windows.setFurther([{ outage: 4, calls: 5, window: 60 }]);
    expect(windows.ask(63, 0, 5)).toBe(true);
  });
});
