// The sizes of x86-64 with 4 KiB pages, the only geometry that is modelled.

/** Bytes of a page. */
export const PAGE_BYTES = 4096;
/** Pages of a PMD-sized folio (order 9). */
export const PAGES_PER_THP = 512;
/** Bytes of a struct ksm_rmap_item on 64-bit (Documentation/admin-guide/mm/ksm.rst); the profit formulas use it. */
export const RMAP_ITEM_BYTES = 64;
