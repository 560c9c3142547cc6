// Property tests draw from a fixed seed, so that a run of the suite says the same of the same tree wherever it runs.
// KSMTOP_SEED=<n> draws others, KSMTOP_SEED=random a new one each time: for hunting, before and after a change.

import fc from 'fast-check';

const requested = process.env['KSMTOP_SEED'] ?? '1';
if (requested !== 'random') fc.configureGlobal({...fc.readConfigureGlobal(), seed: Number(requested)});
