/** What the screen says of plans that met, of those that could not, and of those that are undecided. */
import { describe, expect, test } from 'vitest';
import { triedTable } from '../../../../src/report/plan/tried-table.js';
import { planText } from '../../../../src/report/plan/text.js';
import type { PlanAnswer } from '../../../../src/study/plan/plan-answer.js';
import { heldThreshold, planAnswer, triedSetting } from '../../../support/plan-answers.js';
import type { PlanThreshold } from '../../../../src/study/plan/plan-result.js';
import { hasShell, shellWords } from '../../../support/shell-words.js';

/** The text on one line, so that where it is broken does not matter. */
const flat = (text: string): string => text.replace(/\s+/gu, ' ');

describe('a plan that meets', () => {
  test('has today beside it, what binds, what a step does, and the patch', () => {
    const text = planText(planAnswer());
    expect(text.split('\n')[0]).toBe('✓ Cheapest settings that meet queue_time p(95) < 10s, for certain (95 %)');
    expect(text).toMatch(/^ {2}IdleCount +100 +46$/mu);
    expect(text).toMatch(/^ {4}late +0\.8 % +3\.9 % \(3\.5 … 4\.3\) of 5 % allowed$/mu);
    expect(flat(text)).toContain('10,200 USD 6,310 USD saves 3,890 USD ± 120 (38 %)');
    expect(flat(text)).toContain('one step: IdleCount 45 is undecided, 71 USD less; 47 meets, 71 USD more');
    expect(text).toContain('  -IdleCount = 100\n  +IdleCount = 46\n  write it: --apply config.toml');
    expect(text.trimEnd().split('\n').at(-1)).toBe('  runcast plan s.yaml --seed 1');
  });

  test('says of its two intervals which is which, where both are there', () => {
    const note = '(low … high): of what was found 95 %, as of a run; of shares late or early 90 % for all looks and settings together';
    expect(flat(planText(planAnswer({ confidence: 0.9 })))).toContain(note);
    const tried = planAnswer().tried.map((own) => ({ ...own, thresholds: own.thresholds.map(({ share: _, ...rest }) => rest) }));
    expect(flat(planText(planAnswer({ tried })))).not.toContain('(low … high)');
  });

  test('of what draws nothing says so, and not of what came out alike', () => {
    expect(flat(planText(planAnswer({ isRandom: false })))).toContain('; replayed, nothing random');
    const alike = flat(planText(planAnswer({ isRandom: false, isAlike: true })));
    expect(alike).toContain("; today's runs came out alike whatever was drawn, so one of a setting was enough");
    expect(alike).not.toContain('nothing random');
  });

  test('tells nobody to do what is done', () => {
    const hints = (options: Parameters<typeof planText>[1]): string => flat(planText(planAnswer(), options).split('+IdleCount = 46\n')[1]!);
    expect(hints({})).toBe(' write it: --apply config.toml all settings tried: --out DIR runcast plan s.yaml --seed 1 ');
    expect(hints({ isApplied: true })).toBe(' all settings tried: --out DIR runcast plan s.yaml --seed 1 ');
    expect(hints({ isKept: true })).toBe(' write it: --apply config.toml runcast plan s.yaml --seed 1 ');
    expect(hints({ isApplied: true, isKept: true })).toBe(' runcast plan s.yaml --seed 1 ');
  });

  test.skipIf(!hasShell)('names the files to be written as a shell takes them', () => {
    const [first] = planAnswer().patches;
    const patches = ["my config's.toml", '$b.toml'].map((file) => ({ ...first!, file }));
    const line = planText(planAnswer({ patches }))
      .split('\n')
      .find((text) => text.includes('write it: '));
    expect(shellWords(line!.replace('write it: ', '').replace(/ {2,}all settings.*/u, ''))).toEqual([
      '--apply',
      "my config's.toml",
      '--apply',
      '$b.toml',
    ]);
  });

  test('has what others cost by their difference to it, whatever each cost over runs of its own', () => {
    const base = planAnswer();
    const odd = planAnswer({
      tried: [base.tried[0]!, base.tried[1]!, base.tried[2]!, triedSetting('47', 6200, 71, heldThreshold(8.1, 0.031, 'meets'))].map(
        (own, i) => (i === 0 ? { ...own, costPerMonth: { ...own.costPerMonth, estimate: 9000 } } : own),
      ),
    });
    expect(flat(planText(odd))).toContain('10,200 USD 6,310 USD saves 3,890 USD ± 120 (38 %)');
    const rows = triedTable(odd).rows.map(({ name, cells }) => [name, cells[1]]);
    expect(rows).toEqual([
      ['IdleCount 45', '6,240 USD'],
      ['IdleCount 46', '6,310 USD'],
      ['IdleCount 47', '6,380 USD'],
      ['IdleCount 100', '10,200 USD'],
    ]);
  });

  test('says in which hour the threshold that binds is worst, where that is known', () => {
    const worst = { hours: 'Mon 09-10', timezone: 'Europe/Berlin', isOfWeek: true, of: 'late' as const, value: 0.123, jobs: 4200 };
    expect(flat(planText(planAnswer({ worst })))).toContain(
      'of 5 % allowed; worst on Mon 09-10 Europe/Berlin: 12.3 % late of 4,200 jobs (one run)',
    );
    const mean = { ...worst, hours: '09-10', timezone: 'UTC', isOfWeek: false, of: 'mean' as const, value: 27 };
    expect(flat(planText(planAnswer({ worst: mean })))).toContain('; worst at 09-10 UTC: mean 27 s of 4,200 jobs (one run)');
    expect(planText(planAnswer())).not.toContain('worst');
  });

  test('says that cheaper ones are undecided, and what would decide', () => {
    const text = flat(planText(planAnswer({ isBest: false, cheaperUndecided: [2] })));
    // It is not called the cheapest then, as it is where nothing is undecided.
    expect(text).not.toContain('cheapest: to within');
    expect(flat(planText(planAnswer()))).toContain('cheapest: to within');
    expect(text).toContain('Settings that meet queue_time p(95) < 10s, for certain (95 %); whether cheaper ones do is undecided');
    expect(text).toContain('cheaper and undecided: IdleCount 45 (71 USD less); about 550,000 runs of it would decide');
  });

  test('has no plain tick where it is dearer than today and cheaper ones are undecided', () => {
    const saving = { estimate: -820, low: -900, high: -740 };
    const open: Partial<PlanAnswer> = { isBest: false, cheaperUndecided: [2] };
    expect(flat(planText(planAnswer({ ...open, saving })))).toMatch(
      /^\? Settings that meet queue_time p\(95\) < 10s, for certain \(95 %\), at 820 USD a month more than today's; whether cheaper ones do is undecided /u,
    );
    expect(planText(planAnswer(open))).toMatch(/^✓ /u);
    expect(planText(planAnswer({ saving }))).toMatch(/^✓ Cheapest settings that meet /u);
  });

  test('does not call cheaper what is dearer by its estimate', () => {
    const dearer = planAnswer({ isBest: false, cheaperUndecided: [2] });
    const tried = dearer.tried.map((own, i) => (i === 2 ? { ...own, againstPlan: { estimate: 5, low: -20, high: 30 } } : own));
    expect(flat(planText({ ...dearer, tried }))).toContain('undecided, and perhaps cheaper: IdleCount 45 (5 USD more)');
  });

  test('is a word when it is what is set today', () => {
    expect(planText(planAnswer({ plan: 0, patches: [] }))).toMatch(/^✓ Today's settings are the cheapest that meet /u);
  });

  test('without idle machines says where the boot went, unless a threshold looks there', () => {
    const none: Partial<PlanAnswer> = {
      variables: [{ name: 'IdleCount', today: '100', plan: '0', values: ['0', '100'], isMonotone: false }],
    };
    expect(flat(planText(planAnswer(none)))).toContain(
      'machines are made on demand, and the boot is in the preparation of a job, which no threshold here looks at',
    );
    const seen = planAnswer(none);
    const own = seen.tried.map((one) => ({
      ...one,
      thresholds: [
        ...one.thresholds,
        { ...one.thresholds[0]!, threshold: { ...one.thresholds[0]!.threshold, metric: 'start_delay' as const } },
      ],
    }));
    expect(flat(planText({ ...seen, tried: own }))).not.toContain('on demand');
    // A line on the workers, or on the cost, does not look there.
    const busy = seen.tried.map((each) => ({
      ...each,
      thresholds: [{ ...each.thresholds[0]!, threshold: { ...each.thresholds[0]!.threshold, metric: 'utilisation' as const } }],
    }));
    expect(flat(planText({ ...seen, tried: busy }))).toContain('with IdleCount 0 machines are made on demand');
  });

  test('with one idle machine at the end of what was tried says why it was not none', () => {
    const one: Partial<PlanAnswer> = {
      variables: [{ name: 'IdleCount', today: '100', plan: '1', values: ['1', '100'], isMonotone: true }],
    };
    expect(flat(planText(planAnswer(one)))).toContain('IdleCount 0 was not tried: then machines are made on demand');
    expect(flat(planText(planAnswer(one)))).not.toContain('end of its range');
  });

  test('at the end of a range says so', () => {
    const end: Partial<PlanAnswer> = {
      variables: [{ name: 'IdleCount', today: '100', plan: '46', values: ['46', '100'], isMonotone: true }],
    };
    expect(flat(planText(planAnswer(end)))).toContain('IdleCount is at the end of its range: a wider one may be cheaper');
    expect(flat(planText(planAnswer()))).not.toContain('end of its range');
  });
});

describe('a plan that does not', () => {
  test('names the nearest miss', () => {
    const none = planAnswer({
      verdict: 'infeasible',
      plan: null,
      nearest: 0,
      isBest: false,
      saving: null,
      costSaving: null,
      binding: null,
      patches: [],
      tried: [triedSetting('100', 10_200, null, heldThreshold(12, 0.071, 'misses'))],
      steps: [],
      variables: [{ name: 'IdleCount', today: '100', plan: null, values: ['100', '120'], isMonotone: true }],
    });
    const text = flat(planText(none));
    expect(text).toMatch(/^✗ No settings that are allowed meet queue_time p\(95\) < 10s, for certain \(95 %\)/u);
    expect(text).toContain('nearest miss: IdleCount 100: queue_time p(95) < 10s, late 7.1 % (6.7 … 7.5) of 5 % allowed');
    const undecided = flat(planText({ ...none, verdict: 'undecided' }));
    expect(undecided).toMatch(/^\? Undecided: nothing is certain to meet queue_time p\(95\) < 10s/u);
  });
});

describe('what comes nearest, where nothing is certain', () => {
  const cost = (verdict: PlanThreshold['verdict'], runsToDecide: number | null): PlanThreshold => {
    const { share: _share, ...own } = heldThreshold(11_300, 0, verdict);
    const threshold = { ...own.threshold, subject: 'cost', condition: 'per_month < 9000 USD', unit: 'USD' as const };
    return { ...own, threshold, runsToDecide };
  };
  const nearest = (own: PlanThreshold[], verdict: PlanThreshold['verdict'], tightest: number): string => {
    const base = triedSetting('100', 11_300, null, own[0]!);
    const other = triedSetting('90', 11_000, null, heldThreshold(12, 0.06, 'undecided'));
    return flat(
      planText(
        planAnswer({
          ...{ verdict: 'undecided', plan: null, nearest: 0, isBest: false, saving: null, costSaving: null, binding: null, patches: [] },
          ...{ steps: [], variables: [{ name: 'IdleCount', today: '100', plan: null, values: ['90', '100'], isMonotone: true }] },
          tried: [
            { ...base, thresholds: own, verdict, tightest },
            { ...other, thresholds: [...other.thresholds, cost('meets', null)] },
          ],
        }),
      ),
    );
  };

  test('is not to be decided by runs where a threshold of it is missed', () => {
    const text = nearest([heldThreshold(9.9, 0.049, 'undecided'), cost('misses', null)], 'misses', 1);
    expect(text).toContain('nearest: IdleCount 100: cost per_month < 9000 USD, missed; 1 other is undecided');
    expect(text).not.toContain('would decide');
    const noisy = nearest([heldThreshold(14, 0.09, 'undecided'), cost('misses', null)], 'misses', 0);
    expect(noisy).toContain('nearest: IdleCount 100: cost per_month < 9000 USD, missed;');
  });

  test('names the threshold that is open, where the tightest is settled', () => {
    const open = { ...heldThreshold(9.9, 0.049, 'undecided'), runsToDecide: 180 };
    const text = nearest([open, cost('meets', null)], 'undecided', 1);
    expect(text).toMatch(/nearest: IdleCount 100: queue_time p\(95\) < 10s, late 4\.9 % .* allowed; about 180 runs of it would decide/u);
    expect(text).not.toContain('cost per_month < 9000 USD; about');
  });
});

test('no line is wider than it may be, at any width', () => {
  for (const width of [60, 80, 120]) {
    const lines = planText(planAnswer({ cheaperUndecided: [2] }), { width })
      .trimEnd()
      .split('\n');
    expect(lines.slice(0, -1).filter((line) => line.length > width)).toEqual([]);
  }
});
