-- The witness of a real server, written apart from the tab's so that each is held against the other: a trigger on
-- every table that is made says each row that is touched, in the server's log and to nobody else.
CREATE SCHEMA witness;

CREATE FUNCTION witness.say() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  around text;
BEGIN
  GET DIAGNOSTICS around = PG_CONTEXT;
  RAISE LOG '%', json_build_object('operation', TG_OP, 'table', TG_RELID::regclass, 'depth', pg_trigger_depth(),
    'around', around, 'old', to_json(OLD), 'new', to_json(NEW));
  RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION witness.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
  made regclass;
BEGIN
  FOR made IN
    SELECT DISTINCT objid FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' AND NOT EXISTS (
      SELECT FROM pg_trigger WHERE tgrelid = objid AND tgname = U&'\+10FFFF witness')
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION witness.say()',
      U&'\+10FFFF witness', made);
  END LOOP;
END $$;

CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO')
  EXECUTE FUNCTION witness.watch();
