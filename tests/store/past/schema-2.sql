PRAGMA application_id=1179406418;
PRAGMA user_version=2;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE cards (
	id TEXT NOT NULL,
	note TEXT NOT NULL,
	variant TEXT NOT NULL,
	present BOOLEAN NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "cards" VALUES('cod00000','cod00000','',1);
INSERT INTO "cards" VALUES('cod00001','cod00001','',1);
INSERT INTO "cards" VALUES('cod00002','cod00002','',1);
INSERT INTO "cards" VALUES('cod00003','cod00003','',1);
INSERT INTO "cards" VALUES('cod00004','cod00004','',1);
INSERT INTO "cards" VALUES('cod00005','cod00005','',1);
CREATE TABLE decks (
	path TEXT NOT NULL,
	title TEXT NOT NULL,
	domain TEXT NOT NULL,
	position INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL,
	size INTEGER NOT NULL,
	digest TEXT NOT NULL,
	present BOOLEAN NOT NULL,
	faults JSON NOT NULL,
	PRIMARY KEY (path)
);
INSERT INTO "decks" VALUES('decks/coding.md','Coding','coding-data-structures',0,1795943393224604161,394,'4f0672d19164733fedcb62a4bf377d8d',1,'[]');
CREATE TABLE facts (
	name TEXT NOT NULL,
	value JSON NOT NULL,
	PRIMARY KEY (name)
);
INSERT INTO "facts" VALUES('shipped_seen','[["coding.md", 1795943393224540735, 394]]');
INSERT INTO "facts" VALUES('device','"1be83240-e22f-45c5-ab6e-ad43b3640086"');
CREATE TABLE memory (
	card TEXT NOT NULL,
	state TEXT NOT NULL,
	step INTEGER,
	stability FLOAT,
	difficulty FLOAT,
	due TEXT,
	due_day INTEGER,
	last_review TEXT,
	last_day INTEGER,
	reps INTEGER NOT NULL,
	lapses INTEGER NOT NULL,
	suspended BOOLEAN NOT NULL,
	buried_until INTEGER,
	marked BOOLEAN NOT NULL,
	PRIMARY KEY (card)
);
INSERT INTO "memory" VALUES('cod00000','relearning',0,2.45137709359744970782e+00,9.02756531931951755609e+00,'2026-04-05T09:30:00.000Z',NULL,'2026-04-05T09:20:00.000Z',20548,9,1,0,NULL,0);
INSERT INTO "memory" VALUES('cod00001','review',NULL,1.34071021644371537464e+01,9.28340501879957891162e+00,'2026-04-19T09:22:00.000Z',20562,'2026-04-05T09:22:00.000Z',20548,9,1,0,NULL,0);
INSERT INTO "memory" VALUES('cod00002','review',NULL,2.89872947102774638486e+01,4.0106089692968387439e+00,'2026-04-09T11:12:00.000Z',20552,'2026-03-08T11:12:00.000Z',20520,3,0,1,NULL,0);
INSERT INTO "memory" VALUES('cod00003','review',NULL,8.2956,1.0,'2026-03-08T09:33:00.000Z',20520,'2026-03-02T09:33:00.000Z',20514,1,0,0,NULL,0);
INSERT INTO "memory" VALUES('cod00004','learning',1,2.3065,2.11810397045901588342e+00,'2026-04-10T09:40:00.000Z',NULL,'2026-04-10T09:30:00.000Z',20553,1,0,0,NULL,0);
INSERT INTO "memory" VALUES('cod00005','learning',0,1.2931,5.11217070560105568688e+00,'2026-04-10T09:39:30.000Z',NULL,'2026-04-10T09:34:00.000Z',20553,1,0,0,NULL,1);
CREATE TABLE mocks (
	id TEXT NOT NULL,
	domain TEXT NOT NULL,
	day INTEGER NOT NULL,
	stage TEXT NOT NULL,
	passed INTEGER NOT NULL,
	asked INTEGER NOT NULL,
	predicted FLOAT NOT NULL,
	notes TEXT NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "mocks" VALUES('ae3801f3','coding-data-structures',20522,'',3,5,4.99034296768223362139e-01,'');
CREATE TABLE notes (
	id TEXT NOT NULL,
	deck TEXT NOT NULL,
	position INTEGER NOT NULL,
	domain TEXT NOT NULL,
	kind TEXT NOT NULL,
	tier TEXT NOT NULL,
	needs JSON NOT NULL,
	question TEXT NOT NULL,
	content JSON NOT NULL,
	present BOOLEAN NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "notes" VALUES('cod00000','decks/coding.md',0,'coding-data-structures','recall','core','[]','What is a heap?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 7}',1);
INSERT INTO "notes" VALUES('cod00001','decks/coding.md',1,'coding-data-structures','recall','core','[]','What is a trie?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 11}',1);
INSERT INTO "notes" VALUES('cod00002','decks/coding.md',2,'coding-data-structures','recall','core','[]','What is a deque?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 15}',1);
INSERT INTO "notes" VALUES('cod00003','decks/coding.md',3,'coding-data-structures','recall','core','[]','What is a graph?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 19}',1);
INSERT INTO "notes" VALUES('cod00004','decks/coding.md',4,'coding-data-structures','recall','core','[]','What is a queue?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 23}',1);
INSERT INTO "notes" VALUES('cod00005','decks/coding.md',5,'coding-data-structures','recall','core','[]','What is a stack?','{"answer": "An answer.", "stage": "", "time_box": null, "tags": [], "principles": [], "as_of": "", "expect": [], "junior": "", "senior": "", "hints": [], "follow_ups": [], "source": "", "sections": {}, "extra": {}, "line": 27}',1);
CREATE TABLE options (
	version INTEGER NOT NULL,
	"values" JSON NOT NULL,
	since TEXT NOT NULL,
	PRIMARY KEY (version)
);
INSERT INTO "options" VALUES(1,'{"weights": [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542], "desired_retention": 0.9, "learning_steps": [1.0, 10.0], "relearning_steps": [10.0], "maximum_interval": 36500, "horizon": null}','2026-03-02T09:00:00.000Z');
CREATE TABLE readiness_days (
	day INTEGER NOT NULL,
	domain TEXT NOT NULL,
	target INTEGER NOT NULL,
	mean FLOAT,
	lo FLOAT,
	hi FLOAT,
	bar FLOAT NOT NULL,
	coverage FLOAT NOT NULL,
	PRIMARY KEY (day, domain)
);
INSERT INTO "readiness_days" VALUES(20514,'coding-data-structures',20514,5.62541479713935088646e-01,3.09360625065094319019e-01,7.94877111896375554422e-01,0.7,1.0);
INSERT INTO "readiness_days" VALUES(20516,'coding-data-structures',20516,5.31530481676407151603e-01,2.81455217014677128162e-01,7.71030140783341422228e-01,0.7,1.0);
INSERT INTO "readiness_days" VALUES(20518,'coding-data-structures',20518,5.23753239366382183916e-01,2.75343261794386340302e-01,7.64233896983595561991e-01,0.7,1.0);
INSERT INTO "readiness_days" VALUES(20520,'coding-data-structures',20520,5.16532594007520717838e-01,2.68883478841190182162e-01,7.58647828151958858455e-01,0.7,1.0);
CREATE TABLE reviews (
	seq INTEGER NOT NULL,
	id TEXT NOT NULL,
	device TEXT NOT NULL,
	action TEXT NOT NULL,
	card TEXT NOT NULL,
	time TEXT NOT NULL,
	day INTEGER NOT NULL,
	options INTEGER NOT NULL,
	rating INTEGER,
	duration_ms INTEGER NOT NULL,
	ticks JSON NOT NULL,
	tick_count INTEGER NOT NULL,
	"before" JSON NOT NULL,
	feeders JSON NOT NULL,
	target TEXT,
	crc INTEGER NOT NULL, interval INTEGER,
	PRIMARY KEY (seq),
	UNIQUE (id)
);
INSERT INTO "reviews" VALUES(1,'4751d69a-4285-43fa-b890-b35aaf45293b','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-02T09:00:00.000Z',20514,1,1,4000,'[]',0,'{"state": "new"}','{}',NULL,468495650,NULL);
INSERT INTO "reviews" VALUES(2,'4bb896b9-7fbd-4721-9b3e-9778fc9f4ae0','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-02T09:11:00.000Z',20514,1,2,4001,'[0, 2]',4,'{"state": "new"}','{}',NULL,2472576735,NULL);
INSERT INTO "reviews" VALUES(3,'eaa21c82-4c1a-4d56-949a-baaea5c50453','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00002','2026-03-02T09:22:00.000Z',20514,1,3,4002,'[]',0,'{"state": "new"}','{}',NULL,3253075586,NULL);
INSERT INTO "reviews" VALUES(4,'02aadf75-6a14-46ce-bd1f-97df99893805','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00003','2026-03-02T09:33:00.000Z',20514,1,4,4003,'[]',0,'{"state": "new"}','{}',NULL,3445120579,NULL);
INSERT INTO "reviews" VALUES(5,'8ffe15d1-be10-4429-aa9a-afb22884f937','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-04T09:44:00.000Z',20516,1,2,4000,'[]',0,'{"state": "learning", "step": 0, "stability": 0.212, "difficulty": 6.4133, "last_day": 20514, "due": "2026-03-02T09:01:00.000Z", "last_review": "2026-03-02T09:00:00.000Z", "reps": 1}','{}',NULL,3343388965,NULL);
INSERT INTO "reviews" VALUES(6,'b80153ca-b3b0-4d21-86b5-7ed65c4bcba3','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-04T09:55:00.000Z',20516,1,3,4001,'[0, 2]',4,'{"state": "learning", "step": 0, "stability": 1.2931, "difficulty": 5.112170705601056, "last_day": 20514, "due": "2026-03-02T09:16:30.000Z", "last_review": "2026-03-02T09:11:00.000Z", "reps": 1}','{}',NULL,1578949261,NULL);
INSERT INTO "reviews" VALUES(7,'27b2bd64-a7db-447e-aef9-4c5cea3ad253','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00002','2026-03-04T10:06:00.000Z',20516,1,4,4002,'[]',0,'{"state": "learning", "step": 1, "stability": 2.3065, "difficulty": 2.118103970459016, "last_day": 20514, "due": "2026-03-02T09:32:00.000Z", "last_review": "2026-03-02T09:22:00.000Z", "reps": 1}','{}',NULL,742867072,NULL);
INSERT INTO "reviews" VALUES(8,'b82a8a75-5516-4f4b-9d80-589b6f5979d5','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-06T10:17:00.000Z',20518,1,3,4000,'[]',0,'{"state": "learning", "step": 0, "stability": 1.5476784130496672, "difficulty": 7.604209769076838, "last_day": 20516, "due": "2026-03-04T09:49:30.000Z", "last_review": "2026-03-04T09:44:00.000Z", "reps": 2}','{}',NULL,697538493,NULL);
INSERT INTO "reviews" VALUES(9,'4c906aa5-b1ec-4d22-8a82-41b06bfae06e','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-06T10:28:00.000Z',20518,1,4,4001,'[0, 2]',4,'{"state": "learning", "step": 1, "stability": 6.574701842817031, "difficulty": 5.102286904192293, "last_day": 20516, "due": "2026-03-04T10:05:00.000Z", "last_review": "2026-03-04T09:55:00.000Z", "reps": 2}','{}',NULL,3993601055,NULL);
INSERT INTO "reviews" VALUES(10,'eee168e2-29bc-44b2-984d-b0280ac547e3','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00002','2026-03-06T10:39:00.000Z',20518,1,1,4002,'[]',0,'{"state": "review", "stability": 18.52175418175859, "difficulty": 1.0, "due_day": 20535, "last_day": 20516, "due": "2026-03-23T10:06:00.000Z", "last_review": "2026-03-04T10:06:00.000Z", "reps": 2}','{}',NULL,2728466510,NULL);
INSERT INTO "reviews" VALUES(11,'3a2a60a5-612c-4c4a-bc02-50f1963bf323','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00002','2026-03-06T10:50:00.000Z',20518,1,NULL,0,'[]',0,'{"state": "relearning", "step": 0, "stability": 1.8017987543053076, "difficulty": 7.0269895692968385, "last_day": 20518, "due": "2026-03-06T10:49:00.000Z", "last_review": "2026-03-06T10:39:00.000Z", "reps": 3, "lapses": 1}','{}','eee168e2-29bc-44b2-984d-b0280ac547e3',1951349513,NULL);
INSERT INTO "reviews" VALUES(12,'8bda7554-7864-4b1a-bd4d-7724f1e710d7','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-08T10:50:00.000Z',20520,1,4,4000,'[]',0,'{"state": "learning", "step": 1, "stability": 4.69257658270998, "difficulty": 7.5918339286046, "last_day": 20518, "due": "2026-03-06T10:27:00.000Z", "last_review": "2026-03-06T10:17:00.000Z", "reps": 3}','{}',NULL,606942598,NULL);
INSERT INTO "reviews" VALUES(13,'0ed1b96b-8994-4e4b-b02f-242ae716dd58','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-08T11:01:00.000Z',20520,1,1,4001,'[0, 2]',4,'{"state": "review", "stability": 17.58131753477477, "difficulty": 3.4509277903004603, "due_day": 20536, "last_day": 20518, "due": "2026-03-24T10:28:00.000Z", "last_review": "2026-03-06T10:28:00.000Z", "reps": 3}','{}',NULL,1911441584,NULL);
INSERT INTO "reviews" VALUES(14,'5152788d-7c2e-4def-85cc-74554febac54','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00002','2026-03-08T11:12:00.000Z',20520,1,2,4002,'[]',0,'{"state": "review", "stability": 18.52175418175859, "difficulty": 1.0, "due_day": 20535, "last_day": 20516, "due": "2026-03-23T10:06:00.000Z", "last_review": "2026-03-04T10:06:00.000Z", "reps": 2}','{}',NULL,2525350224,NULL);
INSERT INTO "reviews" VALUES(15,'4e22d333-4dd2-4a3a-b91c-9a1226f666ff','1be83240-e22f-45c5-ab6e-ad43b3640086','suspend','cod00002','2026-03-10T11:23:00.000Z',20522,1,NULL,0,'[]',0,'{"state": "review", "stability": 28.987294710277464, "difficulty": 4.010608969296839, "due_day": 20552, "last_day": 20520, "due": "2026-04-09T11:12:00.000Z", "last_review": "2026-03-08T11:12:00.000Z", "reps": 3}','{}',NULL,613730883,NULL);
INSERT INTO "reviews" VALUES(16,'e1406166-2444-4495-98fa-dc06a3192615','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-12T09:02:00.000Z',20524,1,3,9000,'[0, 1, 2]',3,'{"state": "review", "stability": 11.106284318975277, "difficulty": 6.772365417380022, "due_day": 20531, "last_day": 20520, "due": "2026-03-19T10:50:00.000Z", "last_review": "2026-03-08T10:50:00.000Z", "reps": 4}','{}',NULL,1016414739,21);
INSERT INTO "reviews" VALUES(17,'94ac4632-cc94-4615-873c-57ed14b798bd','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-12T09:04:00.000Z',20524,1,1,9000,'[]',0,'{"state": "relearning", "step": 0, "stability": 1.6322113770153204, "difficulty": 7.832592867659625, "last_day": 20520, "due": "2026-03-08T11:11:00.000Z", "last_review": "2026-03-08T11:01:00.000Z", "reps": 4, "lapses": 1}','{}',NULL,1714217955,NULL);
INSERT INTO "reviews" VALUES(18,'46cc81af-7ec5-4039-8d10-4cd10f43aae2','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00003','2026-03-12T09:06:00.000Z',20524,1,4,9000,'[]',0,'{"state": "review", "stability": 8.2956, "difficulty": 1.0, "due_day": 20520, "last_day": 20514, "due": "2026-03-08T09:33:00.000Z", "last_review": "2026-03-02T09:33:00.000Z", "reps": 1}','{}',NULL,3984903811,70);
INSERT INTO "reviews" VALUES(19,'e177a53f-2f09-461a-8b1d-0256027754fc','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00003','2026-03-12T09:06:00.000Z',20524,1,NULL,0,'[]',0,'{"state": "review", "stability": 75.34793426058442, "difficulty": 1.0, "due_day": 20594, "last_day": 20524, "due": "2026-05-21T09:06:00.000Z", "last_review": "2026-03-12T09:06:00.000Z", "reps": 2}','{}','46cc81af-7ec5-4039-8d10-4cd10f43aae2',3697722526,NULL);
INSERT INTO "reviews" VALUES(20,'6132e48c-b18a-40a9-9743-94e74f5ab900','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-21T09:08:00.000Z',20533,1,3,9000,'[]',0,'{"state": "review", "stability": 18.655932711858267, "difficulty": 6.760821421259481, "due_day": 20545, "last_day": 20524, "due": "2026-04-02T09:02:00.000Z", "last_review": "2026-03-12T09:02:00.000Z", "reps": 5}','{}',NULL,3713634577,31);
INSERT INTO "reviews" VALUES(21,'db79943c-65de-4a64-af27-5e6c8a7b9381','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-21T09:10:00.000Z',20533,1,2,9000,'[1]',2,'{"state": "relearning", "step": 0, "stability": 0.5030168540937314, "difficulty": 9.272816383265056, "last_day": 20524, "due": "2026-03-12T09:14:00.000Z", "last_review": "2026-03-12T09:04:00.000Z", "reps": 5, "lapses": 1}','{}',NULL,3018418285,NULL);
INSERT INTO "reviews" VALUES(22,'005cf196-89e7-4ecf-8202-2e9e47d144eb','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-26T09:12:00.000Z',20538,1,2,9000,'[]',0,'{"state": "review", "stability": 33.57089367309397, "difficulty": 6.749288969135059, "due_day": 20564, "last_day": 20533, "due": "2026-04-21T09:08:00.000Z", "last_review": "2026-03-21T09:08:00.000Z", "reps": 6}','{}',NULL,1509750458,35);
INSERT INTO "reviews" VALUES(23,'801337ee-876f-4612-85f2-70a8ebe20aeb','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-26T09:14:00.000Z',20538,1,3,9000,'[1]',2,'{"state": "relearning", "step": 0, "stability": 1.7774598090356402, "difficulty": 9.502489997751642, "last_day": 20533, "due": "2026-03-21T09:25:00.000Z", "last_review": "2026-03-21T09:10:00.000Z", "reps": 6, "lapses": 1}','{}',NULL,2290414397,5);
INSERT INTO "reviews" VALUES(24,'795a1456-5b67-4807-91c4-d99d38066727','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-03-31T09:16:00.000Z',20543,1,4,9000,'[]',0,'{"state": "review", "stability": 38.75825303097563, "difficulty": 7.827254903874652, "due_day": 20573, "last_day": 20538, "due": "2026-04-30T09:12:00.000Z", "last_review": "2026-03-26T09:12:00.000Z", "reps": 7}','{}',NULL,2869312478,49);
INSERT INTO "reviews" VALUES(25,'0ba100f7-1bd9-45ff-92fd-13393c3dc104','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-03-31T09:18:00.000Z',20543,1,3,9000,'[1]',2,'{"state": "review", "stability": 4.267442977013313, "difficulty": 9.488215877050727, "due_day": 20543, "last_day": 20538, "due": "2026-03-31T09:14:00.000Z", "last_review": "2026-03-26T09:14:00.000Z", "reps": 7, "lapses": 1}','{}',NULL,2369132127,7);
INSERT INTO "reviews" VALUES(26,'3496816b-0193-4dec-b47f-6814b29ec0e1','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00000','2026-04-05T09:20:00.000Z',20548,1,1,9000,'[]',0,'{"state": "review", "stability": 50.638149110351065, "difficulty": 7.086453111967879, "due_day": 20592, "last_day": 20543, "due": "2026-05-19T09:16:00.000Z", "last_review": "2026-03-31T09:16:00.000Z", "reps": 8}','{}',NULL,3839713195,NULL);
INSERT INTO "reviews" VALUES(27,'836c2970-97e9-4414-9660-2ab618e44978','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00001','2026-04-05T09:22:00.000Z',20548,1,4,9000,'[1]',2,'{"state": "review", "stability": 7.317686188383546, "difficulty": 9.473956030470514, "due_day": 20550, "last_day": 20543, "due": "2026-04-07T09:18:00.000Z", "last_review": "2026-03-31T09:18:00.000Z", "reps": 8, "lapses": 1}','{}',NULL,623808710,14);
INSERT INTO "reviews" VALUES(28,'6ea52b48-556c-46cb-bfee-0f9a185120a0','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00003','2026-04-10T09:24:00.000Z',20553,1,2,9000,'[]',0,'{"state": "review", "stability": 8.2956, "difficulty": 1.0, "due_day": 20520, "last_day": 20514, "due": "2026-03-08T09:33:00.000Z", "last_review": "2026-03-02T09:33:00.000Z", "reps": 1}','{}',NULL,3751512493,51);
INSERT INTO "reviews" VALUES(29,'32e83f3f-9068-4482-9b0a-a61654529da3','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00003','2026-04-10T09:24:00.000Z',20553,1,NULL,0,'[]',0,'{"state": "review", "stability": 54.87167581701851, "difficulty": 4.010608969296839, "due_day": 20604, "last_day": 20553, "due": "2026-05-31T09:24:00.000Z", "last_review": "2026-04-10T09:24:00.000Z", "reps": 2}','{}','6ea52b48-556c-46cb-bfee-0f9a185120a0',55194624,NULL);
INSERT INTO "reviews" VALUES(30,'16cddc76-32e2-4548-8517-a71e674fd29b','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00003','2026-04-10T09:26:00.000Z',20553,1,1,9000,'[]',0,'{"state": "review", "stability": 8.2956, "difficulty": 1.0, "due_day": 20520, "last_day": 20514, "due": "2026-03-08T09:33:00.000Z", "last_review": "2026-03-02T09:33:00.000Z", "reps": 1}','{}',NULL,3496176071,NULL);
INSERT INTO "reviews" VALUES(31,'04ea2b39-c650-46fd-b8c7-398665dcb9b8','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00003','2026-04-10T09:26:00.000Z',20553,1,NULL,0,'[]',0,'{"state": "relearning", "step": 0, "stability": 1.737438980346597, "difficulty": 7.0269895692968385, "last_day": 20553, "due": "2026-04-10T09:36:00.000Z", "last_review": "2026-04-10T09:26:00.000Z", "reps": 2, "lapses": 1}','{}','16cddc76-32e2-4548-8517-a71e674fd29b',2837337508,NULL);
INSERT INTO "reviews" VALUES(32,'ead51c1f-b5cb-434f-8cc9-2e5901268b36','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00004','2026-04-10T09:28:00.000Z',20553,1,1,9000,'[]',0,'{"state": "new"}','{}',NULL,3681309998,NULL);
INSERT INTO "reviews" VALUES(33,'ea42fe8f-f96a-4a4c-a56d-6ee311f61bce','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00004','2026-04-10T09:28:00.000Z',20553,1,NULL,0,'[]',0,'{"state": "learning", "step": 0, "stability": 0.212, "difficulty": 6.4133, "last_day": 20553, "due": "2026-04-10T09:29:00.000Z", "last_review": "2026-04-10T09:28:00.000Z", "reps": 1}','{}','ead51c1f-b5cb-434f-8cc9-2e5901268b36',1500442952,NULL);
INSERT INTO "reviews" VALUES(34,'554c0e60-45ad-4af9-8c2e-e191e75efd4c','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00004','2026-04-10T09:30:00.000Z',20553,1,3,9000,'[]',0,'{"state": "new"}','{}',NULL,3547752481,NULL);
INSERT INTO "reviews" VALUES(35,'b142ffd3-cbbb-442f-b44a-0ea2cce6933c','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00005','2026-04-10T09:32:00.000Z',20553,1,4,9000,'[0]',2,'{"state": "new"}','{}',NULL,4198885738,10);
INSERT INTO "reviews" VALUES(36,'a7d19f64-ea02-438c-8130-c489bdf32fa5','1be83240-e22f-45c5-ab6e-ad43b3640086','undo','cod00005','2026-04-10T09:32:00.000Z',20553,1,NULL,0,'[]',0,'{"state": "review", "stability": 8.2956, "difficulty": 1.0, "due_day": 20563, "last_day": 20553, "due": "2026-04-20T09:32:00.000Z", "last_review": "2026-04-10T09:32:00.000Z", "reps": 1}','{}','b142ffd3-cbbb-442f-b44a-0ea2cce6933c',2044135241,NULL);
INSERT INTO "reviews" VALUES(37,'3f51884f-3660-4e65-b1c4-e534f5f4c773','1be83240-e22f-45c5-ab6e-ad43b3640086','mark','cod00005','2026-04-10T09:32:00.000Z',20553,1,NULL,0,'[]',0,'{"state": "new"}','{}',NULL,3417530262,NULL);
INSERT INTO "reviews" VALUES(38,'1b1e8b70-aa3f-4aba-ae48-c3c002c7fa31','1be83240-e22f-45c5-ab6e-ad43b3640086','grade','cod00005','2026-04-10T09:34:00.000Z',20553,1,2,9000,'[]',0,'{"state": "new", "marked": true}','{}',NULL,2568366346,NULL);
CREATE TABLE settings (
	name TEXT NOT NULL,
	value JSON NOT NULL,
	PRIMARY KEY (name)
);
INSERT INTO "settings" VALUES('minutes_per_day',30);
CREATE TABLE shipped (
	name TEXT NOT NULL,
	digest TEXT NOT NULL,
	base BLOB NOT NULL,
	PRIMARY KEY (name)
);
INSERT INTO "shipped" VALUES('coding.md','4f0672d19164733fedcb62a4bf377d8d',X'2D2D2D0A666C617368707265703A20310A7469746C653A20436F64696E670A646F6D61696E3A20636F64696E672D646174612D737472756374757265730A2D2D2D0A0A23232057686174206973206120686561703F203C212D2D2069643A20636F643030303030202D2D3E0A0A416E20616E737765722E0A0A23232057686174206973206120747269653F203C212D2D2069643A20636F643030303031202D2D3E0A0A416E20616E737765722E0A0A2323205768617420697320612064657175653F203C212D2D2069643A20636F643030303032202D2D3E0A0A416E20616E737765722E0A0A2323205768617420697320612067726170683F203C212D2D2069643A20636F643030303033202D2D3E0A0A416E20616E737765722E0A0A2323205768617420697320612071756575653F203C212D2D2069643A20636F643030303034202D2D3E0A0A416E20616E737765722E0A0A23232057686174206973206120737461636B3F203C212D2D2069643A20636F643030303035202D2D3E0A0A416E20616E737765722E0A');
CREATE INDEX notes_deck ON notes (deck);
CREATE INDEX cards_note ON cards (note);
CREATE INDEX reviews_target ON reviews (target);
CREATE INDEX reviews_day ON reviews (day);
CREATE INDEX reviews_card ON reviews (card, seq, action, rating, tick_count, ticks);
COMMIT;
