// In which protocol a refusal goes out, when what the request says of its service cannot be trusted.

import { errorFamilyOf, errorFamilyOfMessage } from '../core/authenticate/error-family.ts';
import { credentialScopeOf } from '../core/authenticate/parse-authorization.ts';
import type { RefusalReason } from '../core/authenticate/verification.ts';
import type { HttpRequest } from '../core/wire/message.ts';
import { protocolOf, serviceNamed, type Protocol } from './services.ts';

/** The scope's service words the refusal; where the scope is unreadable or names another service than the host, the host's. */
export function protocolOfRefusal(request: HttpRequest, reason: RefusalReason): Protocol {
  const scope = credentialScopeOf(request);
  if (scope === undefined || reason === 'wrong-service') return protocolOf(errorFamilyOfMessage(request));
  const { protocol } = serviceNamed(scope.service);
  return protocol.family === errorFamilyOf(scope.service)
    ? protocol
    : protocolOf(errorFamilyOf(scope.service));
}
