/** Takes a name, what a counter says and what a recount finds. */
export type ExpectEqual = (what: string, counted: number, recounted: number) => void;
