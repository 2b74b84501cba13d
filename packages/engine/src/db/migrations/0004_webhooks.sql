CREATE TABLE "potoo"."webhook_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"job_id" text NOT NULL,
	"url" text NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "potoo"."webhook_secrets" (
	"owner" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"previous" text,
	"previous_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "webhook_messages_of_job" ON "potoo"."webhook_messages" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "webhook_messages_by_age" ON "potoo"."webhook_messages" USING btree ("created_at");