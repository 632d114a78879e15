import { SetMetadata } from '@nestjs/common';

/** What a route gives out: a card whole, rows of leads with their numbers, a file. */
export type Takes = 'cards' | 'rows' | 'exports';
export const TAKES = 'warmline:takes';

/** Counts for the person who asks; every route that answers cards, numbers or files declares it. */
export const TakesAway = (takes: Takes): MethodDecorator => SetMetadata(TAKES, takes);
