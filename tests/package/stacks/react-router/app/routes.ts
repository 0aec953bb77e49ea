import { index, type RouteConfig, route } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('watch', 'routes/watch.tsx'),
  route('kie/*', 'routes/kie.ts'),
] satisfies RouteConfig;
