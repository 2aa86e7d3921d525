// What `npm run build` leaves: a folder for any static host and any sub-path, whole for use offline.

import { expect, test } from '@playwright/test';
import { builtFiles, precachedFiles, readBuilt } from '../size/built-files.ts';

const files = builtFiles();
const html = readBuilt('index.html').toString();

test('the policy is first in head, and exactly the one that is promised', () => {
  const policy =
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'";
  expect(html).toMatch(
    new RegExp(
      `<head>\\s*<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll('.', '\\.')}"`,
    ),
  );
});

test('the page has nothing inline and no address from the root of the host', () => {
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map((match) => match[1]);
  expect(addresses.length).toBeGreaterThan(3);
  expect(addresses.filter((address) => !address?.startsWith('./'))).toEqual([]);
});

test('every file the page names is there', () => {
  const addresses = [...html.matchAll(/\b(?:src|href)="\.\/([^"]*)"/g)].map((match) => match[1]);
  expect(addresses.filter((address) => !files.includes(address ?? ''))).toEqual([]);
});

test('the service worker stores every file that the app can ask for, and each of them exists', () => {
  const precached = precachedFiles();
  expect(precached.filter((path) => !files.includes(path))).toEqual([]);
  expect(precached).toContain('index.html');
  const needed = files.filter(
    (path) =>
      /\.(html|js|css|json|svg|png|woff2)$/.test(path) &&
      path !== 'service-worker.js' &&
      !/-latin-ext-/.test(path),
  );
  expect(needed.filter((path) => !precached.includes(path))).toEqual([]);
  expect(precached.filter((path) => /-latin-ext-|\.map$/.test(path))).toEqual([]);
});

test('the web manifest is valid for installation, and its icons are what they say', () => {
  const manifest = JSON.parse(readBuilt('manifest.webmanifest').toString()) as {
    readonly icons: readonly { src: string; sizes: string; type: string; purpose?: string }[];
  };
  expect(manifest).toMatchObject({
    name: 'Gatehouse',
    short_name: 'Gatehouse',
    id: 'gatehouse',
    start_url: '.',
    scope: '.',
    display: 'standalone',
  });
  // Chromium installs with a 192 and a 512 pixel icon at least.
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes, type } of manifest.icons) {
    expect(files).toContain(src);
    if (type !== 'image/png') continue;
    // PNG §11.2.1: width and height are the first two numbers of the IHDR chunk.
    const content = readBuilt(src);
    expect(`${content.readUInt32BE(16)}x${content.readUInt32BE(20)}`, src).toBe(sizes);
  }
});

test('hosts are told what to cache', () => {
  const headers = readBuilt('_headers').toString();
  expect(headers).toMatch(/^\/assets\/\*\n {2}Cache-Control: public, max-age=31536000, immutable$/m);
  for (const path of ['/', '/index.html', '/service-worker.js', '/manifest.webmanifest', '/theme.js'])
    expect(headers).toContain(`\n${path}\n  Cache-Control: no-cache\n`);
  // Whatever is cached for ever must have the hash of its content in its name.
  const assets = files.filter((path) => path.startsWith('assets/'));
  expect(assets.length).toBeGreaterThan(2);
  expect(assets.filter((path) => !/-[\w-]{8}\.\w+(\.map)?$/.test(path))).toEqual([]);
});

test('the licences of what is bundled travel with it', () => {
  expect(readBuilt('third-party-licenses.txt').toString()).toMatch(/workbox-window/);
  const notice = readBuilt('notice.txt').toString();
  expect(notice).toMatch(/iam-data[^]*Permission is hereby granted, free of charge/);
  for (const path of ['notice.txt', 'license.txt', 'third-party-licenses.txt'])
    expect(precachedFiles()).toContain(path);
});
