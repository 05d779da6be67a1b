BEGIN TRANSACTION;
CREATE TABLE cases (
	token VARCHAR(64) NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	example BOOLEAN NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	changed VARCHAR(32) NOT NULL, 
	PRIMARY KEY (token), 
	UNIQUE (code)
);
INSERT INTO "cases" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU','M4CWPJ3K',0,'2026-11-22T09:44:12.353162+00:00','2026-11-22T09:44:12.383132+00:00');
INSERT INTO "cases" VALUES('t8w8A8suoymYH4Oq0pUl48g32e6OiwYR','TV74FFJF',1,'2026-11-22T09:44:12.385103+00:00','2026-11-22T09:44:12.385103+00:00');
CREATE TABLE events (
	token VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	payload TEXT NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	undoes INTEGER, 
	message VARCHAR(200), 
	PRIMARY KEY (token, seq), 
	UNIQUE (token, undoes), 
	UNIQUE (token, message), 
	FOREIGN KEY(token) REFERENCES cases (token)
);
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',1,'created','{"case": {"organisation": "M\u00fcller & S\u00f6hne", "language": "de", "challenges": [], "respondents": [{"id": "r1", "role": "md"}], "answers": []}}','2026-11-22T09:44:12.353162+00:00',NULL,NULL);
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',2,'challenge_added','{"challenge": {"id": "c1", "statement": "Das ERP l\u00e4uft noch nicht; ''wer'' f\u00fchrt?"}}','2026-11-22T09:44:12.365001+00:00',NULL,'m1');
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',3,'challenge_added','{"challenge": {"id": "c2", "statement": "Zwei."}}','2026-11-22T09:44:12.370856+00:00',NULL,'m2');
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',4,'answered','{"answer": {"round": "t0", "respondent": "r1", "challenge": "c1", "item": "cynefin.anecdote", "value": "Nul\u0000 und \ud83d\udc4d\nneue Zeile", "at": "2026-11-22T09:44:12.373769+00:00"}}','2026-11-22T09:44:12.373769+00:00',NULL,NULL);
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',5,'answered','{"answer": {"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 12, "at": "2026-11-22T09:44:12.375912+00:00"}}','2026-11-22T09:44:12.375912+00:00',NULL,NULL);
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',6,'answered','{"answer": {"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 24, "at": "2026-11-22T09:44:12.377943+00:00"}}','2026-11-22T09:44:12.377943+00:00',NULL,NULL);
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',7,'undone','{}','2026-11-22T09:44:12.380025+00:00',6,'m3');
INSERT INTO "events" VALUES('lIJ_zTggD25jaeVdWE2Ifa5f3rGhAdQU',8,'challenge_removed','{"id": "c2"}','2026-11-22T09:44:12.383132+00:00',NULL,NULL);
INSERT INTO "events" VALUES('t8w8A8suoymYH4Oq0pUl48g32e6OiwYR',1,'created','{"case": {"organisation": "", "language": "en", "example": true, "challenges": [], "respondents": [{"id": "r1", "role": "md"}], "answers": []}}','2026-11-22T09:44:12.385103+00:00',NULL,NULL);
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1);
CREATE INDEX ix_cases_changed ON cases (changed);
COMMIT;
