export { default } from '../app/watch/page';
