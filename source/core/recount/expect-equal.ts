/** Reports a problem unless `counted`, what a counter says, equals `recounted`; `what` names it in the message. */
export type ExpectEqual = (what: string, counted: number, recounted: number) => void;
