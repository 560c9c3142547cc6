// Branded numbers. An index into one table cannot be taken for an index into another, or for a count.
// The brands exist for the compiler only: at run time each is a plain integer, so hot loops lose nothing.

declare const brand: unique symbol;
type Branded<Name extends string> = number & {readonly [brand]: Name};

/** One virtual page of one process: an index into the page tables and rmap_items. 0 is "none". */
export type Slot = Branded<'Slot'>;
/** One physical page. 0 is the shared zeropage. */
export type Frame = Branded<'Frame'>;
/** One 2 MiB aligned run of 512 frames; a THP takes a whole block. Frame f lies in block f >>> 9. */
export type Block = Branded<'Block'>;
/** One 2 MiB aligned run of 512 slots: what one PMD entry maps. Slot s lies in range s >>> 9. */
export type PmdRange = Branded<'PmdRange'>;
/** One stable node: a KSM page, or the head of a chain of them. 0 is "none". */
export type StableNode = Branded<'StableNode'>;
/** A virtual page number: a virtual address divided by the page size. */
export type PageNumber = Branded<'PageNumber'>;
/** A page in swap space. */
export type SwapSlot = Branded<'SwapSlot'>;
/** The content of a page, 0..2^32-1: equal numbers are equal bytes, 0 is all zero bytes. */
export type Content = Branded<'Content'>;
