// How the app is built: one folder of static files that works from any host and any sub-path, offline
// after the first visit, under a strict content security policy.

import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { compiledData } from './src/data/compiled-data-plugin.ts';

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Puts the policy first in `<head>`, because a `<meta>` policy binds only what comes after it (CSP level 3
 * §3.3). In builds only: the development server puts styles inline.
 */
function contentSecurityPolicyMeta(): Plugin {
  return {
    name: 'gatehouse:content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const meta = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`;
        const withPolicy = html.replace(/<head>/, (head) => `${head}\n    ${meta}`);
        if (withPolicy === html) throw new Error('index.html has no `<head>` to put the policy in');
        return withPolicy;
      },
    },
  };
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** The data that is compiled in has licences too, which ask to travel with it. */
function noticeBeside(): Plugin {
  return {
    name: 'gatehouse:notice',
    apply: 'build',
    generateBundle() {
      for (const [fileName, name] of [
        ['notice.txt', 'NOTICE'],
        ['license.txt', 'LICENSE'],
      ] as const) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(new URL(name, import.meta.url)) });
      }
    },
  };
}

/** Nobody reads them there, and every byte of the first visit is counted. */
const comments = { legal: false, annotation: false, jsdoc: false };

/**
 * What the endpoint and the console both need of the core, in one file: screens that share some of it too would
 * else cut it into a dozen small ones, and a small file is badly compressed.
 */
const sharedCore =
  /\/src\/core\/(?:lang|names|wire\/(?!http-text)|sigv4\/(?:constants|date|canonical-request|uri-encode)\.|authenticate\/(?:parse-authorization|error-family|without-tokens)\.)|\/@noble\/hashes\/(?:sha2|_md|_u64|utils|legacy)\.|vite\/preload-helper/;

/**
 * The part of the cloud that the first requests of every account take, from its making to its first user, in one file
 * for the same reason.
 */
const firstCloud =
  /\/src\/cloud\/(?:(?:accesses|answer|authenticate|authorize-checks|caller|context|create-account|credential-records|dates|end-with-fault|ending|endpoint|entity-records|event-resources|exchange|execute|family|fault|find-policies|keep-catalog|kept-keys|limits-of-credentials|operation|read-input|refusal-protocol|request-trace|route|services|tags|target|trail|trail-event|trail-values|user-identity|without-mount)|cloudtrail\/lookup-events|signin\/(?:admission|attempts|by-password|email-key|find-account|session|sign-in|signin-events|root-password-rules)|iam\/(?:account-aliases|default-password-rules|hash-new-password|owned|account-summary|attachments|boundary|entities|families|linked-roles|managed-policy|paging|policy-arn|quotas|users|inline-policies)|sts\/families|s3\/route)\.ts|\/src\/core\/shapes\//;

/**
 * The rarer operations, by what belongs together: a hundred files of a kilobyte compress badly, and all of them are
 * stored for use offline.
 */
const rarerCloud = [
  {
    name: 'iam-policies',
    test: /\/src\/cloud\/iam\/(?:policy-|policies|find-policy|grants-access|simulat|context-keys|malformed-)/,
  },
  {
    name: 'iam-roles',
    test: /\/src\/cloud\/iam\/(?:role|instance-profile|service-linked|linked-services|trust-policy|principal-arn)/,
  },
  {
    name: 'iam-credentials',
    test: /\/src\/(?:cloud\/iam\/(?:certificate|ssh|server-certificate|service-credential|mfa-|login|password|change-password|qr-png|status)|core\/(?:x509|png)\/)/,
  },
  { name: 'iam-people', test: /\/src\/cloud\/iam\/(?:access-keys|groups|memberships|user-)/ },
  { name: 'signin', test: /\/src\/cloud\/(?:signin\/|closed-account)/ },
  { name: 'iam-reports', test: /\/src\/cloud\/iam\/reports\// },
  {
    name: 'sts',
    test: /\/src\/(?:cloud\/(?:sts|idp)\/|core\/federation\/|cloud\/iam\/(?:oidc|saml|provider-arn|outbound))/,
  },
];

/** What nearly every screen of the console shows, in one file for the same reason. */
const sharedParts =
  /\/src\/ui\/(?:parts\/(?:AnswerProblem|Badge|CopyButton|DataTable|Dialog|EmptyState|Facts?|Field|FilterBox|Loading|Name|PageHeader|Pager|PasswordField|TabLinks|TextField|When|copy-text|modal|name-pieces|split-at-marks)\.|words\/(?:account-id|count|cut|principal|sentence)\.|features\/(?:policies\/(?:PolicyTypeBadge|policy-type|policy-href)|users\/filter-users)\.|state\/(?:contexts|router|signed-write)\.)|\/src\/client\/make-aws-api\.|\/@lucide\/svelte\/dist\/icons\/(?:box|check|chevron-left|chevron-right|copy|crown|eye|eye-off|file-text|link|send|trash|user-round|user-round-plus)\.svelte/;

/** Signing in and being somebody else: who has just signed up needs none of it. */
const otherSessions =
  /\/src\/ui\/(?:features\/sign-in\/|words\/(?:sign-in|role-color)\.)|\/src\/client\/principal-list\.|\/@lucide\/svelte\/dist\/icons\/(?:arrow-left-right|log-out|shield-user|venetian-mask)\.svelte/;

/** What several screens show that one comes to later. */
const laterParts =
  /\/src\/ui\/(?:parts\/(?:CodeView|Combobox|ConfirmDialog|Fold|Segments|save-text-file|suggestions)\.|state\/(?:addressed-view|reference-read)\.|words\/accounts\.)|\/@lucide\/svelte\/dist\/icons\/(?:arrow-down|download|file-x|key-round|pencil|refresh-cw|undo-2|zap)\.svelte/;

export default defineConfig({
  root: 'src',
  publicDir: '../static',
  define: { __GATEHOUSE_VERSION__: JSON.stringify(packageVersion()) },
  base: './',
  // `npm start -- --port 5000` where 4173 is taken, which is said rather than evaded.
  preview: { port: 4173, strictPort: true },
  worker: { format: 'es', rolldownOptions: { output: { comments } } },
  // Its own module for browsers of our target: the package's entry wraps a script for much older ones, which
  // is larger and slower, so that a page that loads Dexie twice has one. Ours loads it once.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  // The scan for dependencies does not see what only the workers use, and finding it late reloads the page.
  optimizeDeps: { entries: ['index.html', '../workers/start.ts', 'cloud/endpoint.ts'] },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // A `data:` URL would be stopped by the policy, fonts and workers above all.
    assetsInlineLimit: 0,
    // Every browser of this target knows `modulepreload` by itself.
    // Styles must be there before a screen is; what a lazy chunk imports is found as it is read, mostly on this device,
    // and lists of it for each `import()` would be a good part of the small files.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'js' ? needed.filter((path) => path.endsWith('.css')) : needed,
    },
    target: 'es2023',
    sourcemap: true,
    // What is bundled is distributed, and its licences ask to travel with it: once, in a file of their own.
    license: { fileName: 'third-party-licenses.txt' },
    rolldownOptions: {
      output: {
        comments,
        codeSplitting: {
          groups: [
            { name: 'core', test: sharedCore },
            { name: 'cloud', test: firstCloud },
            ...rarerCloud,
            { name: 'parts', test: sharedParts },
            { name: 'later-parts', test: laterParts },
            { name: 'other-sessions', test: otherSessions },
          ],
        },
      },
    },
  },
  plugins: [
    compiledData(),
    svelte({ configFile: false }),
    contentSecurityPolicyMeta(),
    noticeBeside(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '../workers',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      // src/pwa registers: the plugin's own snippet would be one more script to allow.
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,json,svg,png,txt,woff2}'],
        // The extended Latin subsets are fetched when a name needs them; the rest of the page falls
        // back to a system font for such a letter when offline.
        globIgnores: ['service-worker.js', '**/*-latin-ext-*.woff2'],
        // The budget of everything precached is held by tests/size; nothing is left out silently.
        maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
      },
      manifest: {
        // Resolved against the origin: one app per origin, as its data is one per origin too.
        id: 'gatehouse',
        name: 'Gatehouse',
        short_name: 'Gatehouse',
        description:
          'An AWS account that lives in a browser tab, offline, for people who learn, teach and debug AWS IAM.',
        lang: 'en',
        dir: 'ltr',
        start_url: '.',
        scope: '.',
        display: 'standalone',
        theme_color: '#fbfaf8',
        background_color: '#fbfaf8',
        categories: ['education', 'developer', 'security'],
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
