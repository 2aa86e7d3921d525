// The operation that a message asks for, with its input: looked up once the service is known, before it is known
// who asks. What is wrong with it is answered only after authentication.

import { err, ok, type Result } from '../core/lang/result.ts';
import type { OperationShapes } from '../core/shapes/shape.ts';
import type { Fault } from './fault.ts';
import type { KeptCatalog } from './keep-catalog.ts';
import { notImplemented } from './not-implemented.ts';
import type { Operation } from './operation.ts';
import { readInput, type ReadInput } from './read-input.ts';
import { notSimulated, unknownOperation, type Route } from './route.ts';

export interface Target {
  readonly operation: Operation;
  readonly input: ReadInput;
  /** Absent where the message is no list of parameters: S3, and actions that are not modelled. */
  readonly shapes?: OperationShapes;
}

export async function findTarget(
  catalog: KeptCatalog,
  { service, asked }: Route,
): Promise<Result<Target, Fault>> {
  if (!asked.ok) return asked;
  if (asked.value.kind === 'other') {
    const { otherOperation } = await import('./other-operation.ts');
    return ok({ operation: otherOperation(asked.value.other), input: { input: {} } });
  }
  const { name } = asked.value;
  const [operation, known] = await Promise.all([service.find(name), catalog.openedShapes(service.name)]);
  if (asked.value.kind === 'read') {
    if (operation === undefined) throw new Error(`${service.name} routes to ${name}, which it does not have`);
    return ok({ operation, input: { input: asked.value.input } });
  }
  const shapes = known?.of(name);
  if (shapes === undefined) return err(noSuchOperation(service, name));
  return ok({
    operation: operation ?? notImplemented(service.name, name),
    input: readInput(asked.value.given, shapes.input),
    shapes,
  });
}

function noSuchOperation({ protocol, ...service }: Route['service'], name: string): Fault {
  if (protocol.family === 'query') {
    return { code: 'InvalidAction', status: 400, message: unknownOperation(name, protocol.version) };
  }
  const message = notSimulated({ protocol, ...service }, name);
  return { code: 'UnknownOperationException', status: 400, message };
}
