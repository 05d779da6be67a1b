SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.cases (
    token character varying(64) NOT NULL,
    code character varying(16) NOT NULL,
    example boolean NOT NULL,
    created character varying(32) NOT NULL,
    changed character varying(32) NOT NULL
);
CREATE TABLE public.events (
    token character varying(64) NOT NULL,
    seq integer NOT NULL,
    kind character varying(32) NOT NULL,
    payload text NOT NULL,
    at character varying(32) NOT NULL,
    undoes integer,
    message character varying(200)
);
CREATE TABLE public.schema_version (
    version integer NOT NULL
);
CREATE SEQUENCE public.schema_version_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_version_version_seq OWNED BY public.schema_version.version;
ALTER TABLE ONLY public.schema_version ALTER COLUMN version SET DEFAULT nextval('public.schema_version_version_seq'::regclass);
INSERT INTO public.cases VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', '4GD943QQ', false, '2026-11-22T09:44:13.771950+00:00', '2026-11-22T09:44:13.817882+00:00');
INSERT INTO public.cases VALUES ('YHMv-YsoSckE3jEg19LbFa4pHEOUEcKg', 'HFKWMMQV', true, '2026-11-22T09:44:13.819234+00:00', '2026-11-22T09:44:13.819234+00:00');
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 1, 'created', '{"case": {"organisation": "M\u00fcller & S\u00f6hne", "language": "de", "challenges": [], "respondents": [{"id": "r1", "role": "md"}], "answers": []}}', '2026-11-22T09:44:13.771950+00:00', NULL, NULL);
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 2, 'challenge_added', '{"challenge": {"id": "c1", "statement": "Das ERP l\u00e4uft noch nicht; ''wer'' f\u00fchrt?"}}', '2026-11-22T09:44:13.802663+00:00', NULL, 'm1');
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 3, 'challenge_added', '{"challenge": {"id": "c2", "statement": "Zwei."}}', '2026-11-22T09:44:13.807535+00:00', NULL, 'm2');
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 4, 'answered', '{"answer": {"round": "t0", "respondent": "r1", "challenge": "c1", "item": "cynefin.anecdote", "value": "Nul\u0000 und \ud83d\udc4d\nneue Zeile", "at": "2026-11-22T09:44:13.810685+00:00"}}', '2026-11-22T09:44:13.810685+00:00', NULL, NULL);
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 5, 'answered', '{"answer": {"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 12, "at": "2026-11-22T09:44:13.812100+00:00"}}', '2026-11-22T09:44:13.812100+00:00', NULL, NULL);
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 6, 'answered', '{"answer": {"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 24, "at": "2026-11-22T09:44:13.813394+00:00"}}', '2026-11-22T09:44:13.813394+00:00', NULL, NULL);
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 7, 'undone', '{}', '2026-11-22T09:44:13.814875+00:00', 6, 'm3');
INSERT INTO public.events VALUES ('RZSTJs8AXf4m7DuRFkYuAAzx9VvsJpQa', 8, 'challenge_removed', '{"id": "c2"}', '2026-11-22T09:44:13.817882+00:00', NULL, NULL);
INSERT INTO public.events VALUES ('YHMv-YsoSckE3jEg19LbFa4pHEOUEcKg', 1, 'created', '{"case": {"organisation": "", "language": "en", "example": true, "challenges": [], "respondents": [{"id": "r1", "role": "md"}], "answers": []}}', '2026-11-22T09:44:13.819234+00:00', NULL, NULL);
INSERT INTO public.schema_version VALUES (1);
SELECT pg_catalog.setval('public.schema_version_version_seq', 1, false);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_code_key UNIQUE (code);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (token);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (token, seq);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_token_message_key UNIQUE (token, message);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_token_undoes_key UNIQUE (token, undoes);
ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
CREATE INDEX ix_cases_changed ON public.cases USING btree (changed);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_token_fkey FOREIGN KEY (token) REFERENCES public.cases(token);
