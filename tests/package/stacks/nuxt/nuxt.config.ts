export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  telemetry: false,
  devtools: { enabled: false },
  typescript: { strict: true, tsConfig: { vueCompilerOptions: { strictTemplates: true } } },
  app: { head: { htmlAttrs: { lang: 'en' }, title: 'nuxt', link: [{ rel: 'icon', href: 'data:,' }] } },
  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'aleph-task' } },
});
