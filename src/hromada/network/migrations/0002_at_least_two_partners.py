"""A partnership of one is none: looked at when the transaction ends, so that its partners can be written one by one."""

from django.db import migrations

AT_LEAST_TWO = """
CREATE FUNCTION network_partnership_has_two_partners() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    looked_at bigint;
BEGIN
    IF TG_TABLE_NAME = 'network_partner' THEN
        looked_at := OLD.partnership_id;
    ELSE
        looked_at := NEW.id;
    END IF;
    IF EXISTS (SELECT 1 FROM network_partnership WHERE id = looked_at)
       AND (SELECT count(*) FROM network_partner WHERE partnership_id = looked_at) < 2 THEN
        RAISE EXCEPTION 'partnership % has fewer than two partners', looked_at
            USING ERRCODE = 'check_violation', CONSTRAINT = 'partnership_has_two_partners';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER partnership_has_two_partners AFTER INSERT ON network_partnership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network_partnership_has_two_partners();
CREATE CONSTRAINT TRIGGER partner_leaves_two_partners AFTER DELETE OR UPDATE OF partnership_id ON network_partner
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION network_partnership_has_two_partners();
"""
AND_BACK = """
DROP TRIGGER partner_leaves_two_partners ON network_partner;
DROP TRIGGER partnership_has_two_partners ON network_partnership;
DROP FUNCTION network_partnership_has_two_partners();
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [migrations.RunSQL(AT_LEAST_TWO, AND_BACK)]
