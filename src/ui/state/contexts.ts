// The instances that every screen may reach. Made in `App.svelte`, passed by context: no module keeps one.

import { createContext } from 'svelte';
import type { Platform } from '../ports.ts';
import type { App } from './app.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

export const [usePlatform, providePlatform] = createContext<Platform>();
export const [useApp, provideApp] = createContext<App>();
export const [useRouter, provideRouter] = createContext<Router>();
export const [useToasts, provideToasts] = createContext<Toasts>();
