import { describe, expect, it } from 'vitest';
import type { MatchedResourceType } from '../../../../src/core/catalog/types.ts';
import { isArnPattern, typesByService } from '../../../../src/ui/features/reference/arn-services.ts';
import { foundSentence, noneOfKind } from '../../../../src/ui/features/reference/search-words.ts';

const counts = (services: number, actions: number, policies: number) => ({ services, actions, policies });

describe('noneOfKind', () => {
  it.each([
    ['service', counts(0, 133, 0), 'No service matches; 133 actions do'],
    ['service', counts(0, 1, 0), 'No service matches; 1 action does'],
    ['action', counts(2, 0, 1), 'No action matches; 2 services and 1 managed policy do'],
    ['policy', counts(1, 5, 0), 'No managed policy matches; 1 service and 5 actions do'],
  ] as const)('%s in %j: %s', (kind, of, sentence) => {
    expect(noneOfKind(kind, of)).toBe(sentence);
  });
});

describe('foundSentence', () => {
  const found = (of: ReturnType<typeof counts>) => ({ text: 'x', answer: { matches: [], counts: of } });

  it('counts', () => {
    expect(foundSentence({ ...found(counts(1, 2, 0)), finding: undefined })).toBe(
      '1 service, 2 actions, 0 managed policies found.',
    );
    expect(foundSentence({ ...found(counts(0, 0, 0)), finding: undefined })).toBe('Nothing matches.');
  });

  it('tells what was found instead, and what is near', () => {
    const problem = { kind: 'unknown-service', service: 'dynamdb', closest: ['dynamodb'] } as const;
    expect(foundSentence({ ...found(counts(0, 0, 0)), finding: { kind: 'problem', problem } })).toBe(
      'There is no such service. Did you mean dynamodb?',
    );
    const finding = { kind: 'pattern', pattern: 's3:X*', actions: ['s3:Xy'] } as const;
    expect(foundSentence({ ...found(counts(0, 1, 0)), finding })).toBe(
      's3:X* stands for 1 action. 0 services, 1 action, 0 managed policies found.',
    );
  });
});

describe('the resource types of an ARN', () => {
  const type = (service: string): MatchedResourceType => ({
    service,
    type: { name: 'role', arns: [], conditionKeys: [] },
    format: '',
    parts: {},
  });

  it('are those of its own service first', () => {
    const arn = 'arn:aws:iam::123456789012:role/x';
    const { own, others } = typesByService(arn, ['ec2', 'iam', 'sts'].map(type));
    expect(own.map(({ service }) => service)).toEqual(['iam']);
    expect(others.map(({ service }) => service)).toEqual(['ec2', 'sts']);
  });

  it('are all of them where its own service has none', () => {
    expect(typesByService('arn:aws:x:::y', [type('ec2')])).toEqual({ own: [type('ec2')], others: [] });
  });

  it('are of a pattern where it has wildcards', () => {
    expect(['arn:aws:s3:::b/*', 'arn:aws:s3:::b/?', 'arn:aws:s3:::b'].map(isArnPattern)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
