// The catalogue with its answers kept: AWS's part of an account does not change while the app runs, and
// to ask again costs a message to a worker and a copy back.

import type { AwsManagedPolicy } from '../core/catalog/types.ts';
import { openShapes, type ServiceShapes } from '../core/shapes/shapes-file.ts';
import type { Catalog } from './ports.ts';

export interface KeptCatalog extends Catalog {
  /** The same as `shapes`, opened for use. */
  openedShapes(service: string): Promise<ServiceShapes | undefined>;
}

export function keepCatalog(catalog: Catalog): KeptCatalog {
  let policies: readonly AwsManagedPolicy[] | undefined;
  // Only of policies that are attached or looked at: a few of AWS's, at most all of them.
  const documents = new Map<string, string | undefined>();
  const opened = new Map<string, ServiceShapes | undefined>();

  return {
    // Two requests at once may both ask, which is no harm. Only answers are kept, never a failure.
    async managedPolicies() {
      policies ??= await catalog.managedPolicies();
      return policies;
    },
    async managedPolicyDocuments(arns) {
      const missing = arns.filter((arn) => !documents.has(arn));
      if (missing.length > 0) {
        const found = await catalog.managedPolicyDocuments(missing);
        missing.forEach((arn, index) => documents.set(arn, found[index]));
      }
      return arns.map((arn) => documents.get(arn));
    },
    managedPolicyDescription: (arn) => catalog.managedPolicyDescription(arn),
    shapes: (service) => catalog.shapes(service),
    async openedShapes(service) {
      if (opened.has(service)) return opened.get(service);
      const stored = await catalog.shapes(service);
      const shapes = stored === undefined ? undefined : openShapes(stored);
      opened.set(service, shapes);
      return shapes;
    },
    accessLevel: (action) => catalog.accessLevel(action),
    allowedActions: (documents) => catalog.allowedActions(documents),
    serviceName: (prefix) => catalog.serviceName(prefix),
    action: (name) => catalog.action(name),
  };
}
