// How large a preset may get: far beyond any host that the model is made for, so that a mistyped size is an error at once
// and not an hour of swapping.

/** Contents are numbers 0..2^32-1; 0 is the zero page. */
export const MAX_CONTENT = 2 ** 32 - 1;
/** Pages of the largest memory, swap space or region: 4 TiB. */
export const MAX_PAGES = 2 ** 30;
/** MAX_PAGES as messages give it. */
export const MAX_SIZE_WORDS = '4TiB';
/** Pages that all processes map together: each takes some 30 bytes of real memory. */
export const MAX_MAPPED_PAGES = 2 ** 28;
/** The most processes of a preset, instances counted one by one, and the most children of one fork. */
export const MAX_PROCESSES = 10_000;
/** The most regions of one process. */
export const MAX_REGIONS = 10_000;
/** Regions of all processes together. */
export const MAX_ALL_REGIONS = 200_000;
/** The most entries of a timeline. */
export const MAX_TIMELINE = 10_000;
/** The most items of `expect`. */
export const MAX_EXPECTATIONS = 10_000;
/** The most kernels that run side by side. */
export const MAX_KERNELS = 16;
/** The most NUMA nodes of a machine. */
export const MAX_NODES = 8;
/** Knobs written at the start by a run file's header. */
export const MAX_SETS = 1000;
/** Seeds are whole numbers from 0. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;
/** Characters (and so at most three times as many bytes) of a preset; its largest part is a pattern of thousands of runs. */
export const MAX_PRESET_CHARACTERS = 2 ** 20;
/** Figures that a preset may watch: as many as 80 columns have room for. */
export const MAX_WATCHED = 4;
