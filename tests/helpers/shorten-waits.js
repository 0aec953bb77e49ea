// Imported in front of a program (`node --import`): its waits are short from its beginning.
import { shortenWaits } from './short-waits.js';

shortenWaits();
