import type { Program } from '@/lib/programs/program';

/** The page of a program, below the site's base path. */
export const pathOfProgram = ({ id }: Pick<Program, 'id'>) => `/shapes/${id}/`;
