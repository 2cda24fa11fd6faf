-- people
-- One row: an account that analysis may know, and the member behind it.
-- Why: bots and people who objected leave here, once, so that every later view is what never
-- importing them would give.

SELECT account_id, member_id
FROM identities
WHERE bot = 0 AND hidden = 0
