CREATE SCHEMA IF NOT EXISTS "potoo";
--> statement-breakpoint
CREATE TABLE "potoo"."settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
