import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { SCREENS, type ScreenEntry } from './navigation.ts';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

function routeOf({ path, load }: ScreenEntry) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, 'Screen'),
  });
}

export const router = createRouter({
  routeTree: root.addChildren(SCREENS.map(routeOf)),
  basepath: '/app',
  defaultPreload: 'intent',
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch(search) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) {
      if (typeof value === 'string' && value !== '') parameters.set(name, value);
    }
    const text = parameters.toString();
    return text === '' ? '' : `?${text}`;
  },
});
