// Whether the scope of a signature is that of the endpoint it was sent to.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html#signature-v4-troubleshooting-credential-scope

import { terminator } from '../sigv4/constants.ts';
import type { CredentialScope } from '../sigv4/credentials.ts';
import type { HttpRequest } from '../wire/message.ts';
import { headerValue } from '../wire/message.ts';
import { scopeOfHost } from './error-family.ts';
import type { ScopeFault } from './fault.ts';

/** What is wrong with a scope, in the order in which the services list it. `date`: the request's, as `20150830T123600Z`. */
export function scopeFaults({
  request,
  scope,
  terminal,
  date,
}: {
  request: HttpRequest;
  scope: CredentialScope;
  terminal: string;
  date: string;
}): ScopeFault[] {
  const expected = scopeOfHost(headerValue(request, 'host') ?? '');
  const faults: ScopeFault[] = [];
  // The order in which the services list them when there are several.
  if (expected.region !== undefined && scope.region !== expected.region) {
    faults.push({ kind: 'wrong-region', got: scope.region, expected: expected.region });
  }
  if (expected.service !== undefined && scope.service !== expected.service) {
    faults.push({ kind: 'wrong-service', got: scope.service, expected: expected.service });
  }
  if (terminal !== terminator) faults.push({ kind: 'scope-terminator', got: terminal });
  if (scope.date !== date.slice(0, 8)) faults.push({ kind: 'scope-date-mismatch', got: scope.date, date });
  return faults;
}
