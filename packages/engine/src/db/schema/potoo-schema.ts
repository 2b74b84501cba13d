import { pgSchema } from 'drizzle-orm/pg-core';

/** The PostgreSQL schema of all tables here, so that a database may be shared with other programs. */
export const potooSchema = pgSchema('potoo');
