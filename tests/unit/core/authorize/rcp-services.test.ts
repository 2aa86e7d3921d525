import { expect, it } from 'vitest';
import { rcpServices } from '../../../../src/core/authorize/rcp-services.ts';
import { compiledCatalog } from '../../compiled-catalog.ts';

it('resource control policies apply to the services that the service reference marks', async () => {
  const marked = (await compiledCatalog().services()).filter(({ supportsRcps }) => supportsRcps);
  expect([...rcpServices].sort()).toEqual(marked.map(({ prefix }) => prefix).sort());
});
