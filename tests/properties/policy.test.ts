import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globOf, literalGlob, matchGlob, type StepCounter } from '../../src/core/lang/glob.ts';
import { compilePieces, compileText, matchText, type Piece } from '../../src/core/match/text-pattern.ts';
import { compileResource, matchConstant } from '../../src/core/match/resource.ts';
import { readJson } from '../../src/core/policy/json.ts';
import { parsePolicy } from '../../src/core/policy/parse.ts';
import { printPolicy } from '../../src/core/policy/print.ts';
import { ownStatement, policyOf, resourceStatement, seed } from './policy-arbitraries.ts';

/** A document without its positions. */
const bare = (document: unknown): unknown =>
  JSON.parse(
    JSON.stringify(document, (name, value: unknown) =>
      name === 'span' || name === 'path' ? undefined : value,
    ),
  );

const text = (indent: number) => (document: unknown) => JSON.stringify(document, null, indent);

describe('policies', { timeout: 60_000 }, () => {
  it.each([
    ['identity', ownStatement],
    ['resource', resourceStatement],
  ] as const)('parse → print → parse loses nothing, and printing is stable: %s', (type, statement) => {
    const documents = fc.tuple(policyOf('p', statement), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(documents, ([{ document }, indent]) => {
        const first = parsePolicy(text(indent)(document), type);
        expect(first.problems).toEqual([]);
        if (first.policy === undefined) throw new Error('no policy');
        const printed = printPolicy(first.policy);
        const second = parsePolicy(printed, type);
        expect(bare(second.policy)).toEqual(bare(first.policy));
        expect(second.policy && printPolicy(second.policy)).toBe(printed);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('every text of the document stands where its span says', () => {
    fc.assert(
      fc.property(policyOf('p', ownStatement), ({ document }) => {
        const source = text(2)(document);
        for (const { action, resource } of parsePolicy(source, 'identity').policy?.statements ?? []) {
          for (const { value, span } of [...action.values, ...(resource?.values ?? [])]) {
            expect(source.slice(span.start, span.end)).toBe(JSON.stringify(value));
            expect(source.split('\n')[span.line - 1]?.slice(span.column - 1)).toMatch(/^"/);
          }
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('readJson', { timeout: 60_000 }, () => {
  it('takes what JSON.parse takes, and nothing else', () => {
    const mutated = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '0', '\\', '\n', ' ', 'e', '\u0001'),
      )
      .map(([json, at, insert]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + insert + json.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), mutated, fc.string()), (source) => {
        let parses = true;
        try {
          JSON.parse(source);
        } catch {
          parses = false;
        }
        expect(readJson(source).value !== undefined).toBe(parses);
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('never throws, and puts every problem inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
        for (const { span } of parsePolicy(`{"Statement":${source}`, 'identity').problems) {
          expect(span.start).toBeLessThanOrEqual(source.length + 13);
          expect(span.line).toBeGreaterThanOrEqual(1);
          expect(span.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});

const globOfPieces = (pieces: readonly Piece[]) =>
  pieces.flatMap(({ text, literal }) => (literal ? literalGlob(text) : globOf(text)));

describe('wildcards', { timeout: 60_000 }, () => {
  const few = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 14 });
  /** Obviously right, and slow: the definition, with a recursion for each wildcard. */
  function matches(pattern: string, value: string): boolean {
    const [first] = pattern;
    if (first === undefined) return value === '';
    if (first === '*')
      return matches(pattern.slice(1), value) || (value !== '' && matches(pattern, value.slice(1)));
    return value !== '' && (first === '?' || first === value[0]) && matches(pattern.slice(1), value.slice(1));
  }

  it('a glob matches what its definition says, within (p + 1) × (v + 1) steps', () => {
    fc.assert(
      fc.property(few('ab*?'), few('ab'), (pattern, value) => {
        const counter: StepCounter = { steps: 0 };
        expect(matchGlob(globOf(pattern), value, undefined, counter)).toBe(matches(pattern, value));
        expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it('a text pattern matches what its definition says, within (p + 1) × (v + 1) steps', () => {
    fc.assert(
      fc.property(few('ab*?'), few('ab'), (pattern, value) => {
        const counter: StepCounter = { steps: 0 };
        expect(matchText(compileText(pattern), value, counter)).toBe(matches(pattern, value));
        expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
        // In pieces, of which one is literal.
        const pieces = [
          { text: pattern, literal: false },
          { text: '*?', literal: true },
          { text: pattern, literal: false },
        ];
        const whole = `${value}*?${value}`;
        expect(matchText(compilePieces(pieces), whole)).toBe(matchGlob(globOfPieces(pieces), whole));
      }),
      { seed, numRuns: 5000 },
    );
  });

  /**
   * The Resource element's rule by its definition: in the first five parts a star takes colons only where
   * it ends its part; in the sixth always.
   */
  function matchesArn(pattern: string, value: string, part = 0): boolean {
    const [first] = pattern;
    if (first === undefined) return value === '';
    if (first === ':') return value.startsWith(':') && matchesArn(pattern.slice(1), value.slice(1), part + 1);
    const taken = value[0];
    const free = part >= 5 || pattern[1] === ':';
    if (first === '*') {
      if (matchesArn(pattern.slice(1), value, part)) return true;
      return taken !== undefined && (free || taken !== ':') && matchesArn(pattern, value.slice(1), part);
    }
    if (taken === undefined || (taken === ':' && part < 5)) return false;
    return (first === '?' || first === taken) && matchesArn(pattern.slice(1), value.slice(1), part);
  }

  it('a resource matches what its definition says, within (p + 1) × (v + 1) steps', () => {
    const parts = (letters: string, count: number) =>
      fc.array(fc.string({ unit: fc.constantFrom(...letters), maxLength: 3 }), {
        minLength: count,
        maxLength: 8,
      });
    let matched = 0;
    fc.assert(
      fc.property(parts('a**?', 5), parts('a', 5), (patternParts, valueParts) => {
        const pattern = `arn:${patternParts.join(':')}`;
        const value = `arn:${valueParts.join(':')}`;
        const counter: StepCounter = { steps: 0 };
        const matches = matchConstant(compileResource(pattern, undefined), value, counter);
        expect(matches).toBe(matchesArn(pattern, value));
        expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (value.length + 1));
        if (matches) matched++;
      }),
      { seed, numRuns: 12_000 },
    );
    // So that the property is about matches too.
    expect(matched).toBeGreaterThan(100);
  });
});
