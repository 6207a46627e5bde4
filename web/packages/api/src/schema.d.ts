// Made by `npm run gen` from the OpenAPI document and the .proto files. Not to be edited.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens (RFC 7517). */
        get: operations["AuthService_GetJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/accounts:activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes or opens an account with a printed single-use code, and signs in.
         * @description Where the role needs a second factor, the first call answers only `secondFactor` and the code stays good; the
         *     second call brings the `totp` of that secret. With an access token beside it, a guardian's code adds the
         *     guardian role to that account, whose password is then asked. ACTIVATION_CODE_INVALID, ACTIVATION_CODE_USED,
         *     ACTIVATION_CODE_EXPIRED, PASSWORD_TOO_WEAK, PHONE_INVALID, IDENTIFIER_TAKEN, ACCOUNT_EXISTS,
         *     ACCOUNT_SUSPENDED, SECOND_FACTOR_INVALID, TOO_MANY_TRIES.
         */
        post: operations["AuthService_ActivateAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password:change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the caller's password and ends every other session.
         * @description This session goes on after a refresh. PASSWORD_WRONG (400) for a wrong old password; PASSWORD_TOO_WEAK;
         *     TOO_MANY_TRIES; CONFLICT when it was changed elsewhere meanwhile.
         */
        post: operations["AuthService_ChangePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password:reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a new password with a code printed by the school office, and ends every session.
         * @description The second factor stays as it is. RESET_CODE_INVALID for a wrong, used or expired code and an unknown account
         *     alike; PASSWORD_TOO_WEAK; TOO_MANY_TRIES.
         */
        post: operations["AuthService_ResetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/secondFactor:confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts the begun second factor in use and ends the other sessions.
         * @description SECOND_FACTOR_INVALID for a wrong code or when none was begun; SECOND_FACTOR_REQUIRED when this session has
         *     not proven the one in use; TOO_MANY_TRIES.
         */
        post: operations["AuthService_ConfirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/secondFactor:enrol": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a second factor for the signed-in account; it counts once confirmed.
         * @description A factor in use stays in use until then. SECOND_FACTOR_REQUIRED when this session has not proven the one in
         *     use.
         */
        post: operations["AuthService_EnrolSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's sessions, one for each device on which he is signed in. */
        get: operations["AuthService_ListSessions"];
        put?: never;
        /**
         * Signs in with identifier and password, and the second factor where the account has one.
         * @description Open to everybody. CREDENTIALS_INVALID for a wrong password and an unknown account alike;
         *     SECOND_FACTOR_REQUIRED asks for `totp` (meta `enrol`: none is set up, and only a code of the office helps);
         *     SECOND_FACTOR_INVALID and SECOND_FACTOR_REUSED; then, said only to the owner, ACCOUNT_SUSPENDED and
         *     APP_NOT_FOR_ROLE. TOO_MANY_TRIES carries `retryAfterSeconds`.
         */
        post: operations["AuthService_CreateSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of the caller's sessions: signs out, here or on a lost device.
         * @description `current` is the session of this token. SESSION_NOT_FOUND when it is not the caller's.
         */
        delete: operations["AuthService_DeleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions:refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotates the refresh token and gives a new access token.
         * @description A lost answer asked again within 30 s gets the same successor; a browser that lost its last cookie gets another.
         *     REFRESH_TOKEN_REUSED: an older token was shown again, and the session is over; TOKEN_INVALID, TOKEN_EXPIRED and
         *     TOKEN_REVOKED: sign in again.
         */
        post: operations["AuthService_RefreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/absenceAlerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Students whose absences of a month passed a threshold, worst first. */
        get: operations["IdaraService_ListAbsenceAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/absenceLetters/{letter_id}:pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A letter as PDF in Arabic (`lang=ar`) or French (`lang=fr`). LETTER_NOT_FOUND, LETTER_RENDERER_MISSING. */
        get: operations["IdaraService_GetAbsenceLetter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/accounts/{account_id}:issueResetCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prints a single-use code with which the owner sets a new password; never the password.
         * @description For an account that was never activated it prints a new activation code. ACCOUNT_NOT_FOUND when not the
         *     caller's.
         */
        post: operations["IdaraService_IssueResetCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/accounts/{account_id}:setSuspended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspends or restores an account: its sessions end, its tokens die within 5 s. ACCOUNT_NOT_FOUND. */
        post: operations["IdaraService_SetAccountSuspended"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who teaches what, of a class or of a school; CLASS_NOT_FOUND, SCHOOL_NOT_FOUND. */
        get: operations["IdaraService_ListAssignments"];
        put?: never;
        /**
         * Gives a class and subject to a teacher of the school from a date: he may enter marks from then.
         * @description CLASS_NOT_FOUND, STAFF_NOT_FOUND, SUBJECT_UNKNOWN, DATE_INVALID, ASSIGNMENT_EXISTS.
         */
        post: operations["IdaraService_CreateAssignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/assignments/{assignment_id}:end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an assignment at a date: the right to enter marks ends with it.
         * @description ASSIGNMENT_NOT_FOUND, also when it has ended already; DATE_INVALID; CONFLICT when it was changed meanwhile.
         */
        post: operations["IdaraService_EndAssignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/bellSchedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hours of a school: its own schedules, and the national one. */
        get: operations["IdaraService_ListBellSchedules"];
        put?: never;
        /** Gives a school hours of its own for some days, from today at the earliest. BELL_SCHEDULE_INVALID, DATE_INVALID; PERIOD_UNKNOWN where a lesson would be left without an hour, TIMETABLE_CONFLICT. */
        post: operations["IdaraService_CreateBellSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/bellSchedules/{bell_schedule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a schedule away; the hours fall back to the one below. BELL_SCHEDULE_NOT_FOUND; PERIOD_UNKNOWN where a lesson would be left without an hour, TIMETABLE_CONFLICT. */
        delete: operations["IdaraService_DeleteBellSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed below the caller's nodes since a cursor; PAGE_TOKEN_INVALID for a cursor that is none. */
        get: operations["IdaraService_ListChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The classes of a school with their subjects; SCHOOL_NOT_FOUND, SCHOOL_YEAR_UNKNOWN. */
        get: operations["IdaraService_ListClasses"];
        put?: never;
        /**
         * Opens a class; its level and stream are read from the label.
         * @description LEVEL_UNKNOWN for a label that names none; CLASS_EXISTS; SCHOOL_NOT_FOUND, SCHOOL_YEAR_UNKNOWN.
         */
        post: operations["IdaraService_CreateClass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/absences:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The absences of a class in a school year in the layout of MASSAR's annual sheet (xlsx). CLASS_NOT_FOUND. */
        get: operations["IdaraService_ExportAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which students of a class have an account, or a code that waits to be used; with `relation`, which of their
         *     guardians. CLASS_NOT_FOUND.
         */
        get: operations["IdaraService_ListAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The attendance of a class in a month with its rate. CLASS_NOT_FOUND, MONTH_INVALID. */
        get: operations["IdaraService_GetMonthSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups of a class (half groups for practical work) with their students of today; CLASS_NOT_FOUND. */
        get: operations["IdaraService_ListGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/groups/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says who is in a group of a class from a day on: the named students and nobody else; none of them ends the
         *     group. Days before stay as they were.
         * @description CLASS_NOT_FOUND; STUDENT_NOT_FOUND for one who is not in the class today, or on the day where that is later;
         *     SCHOOL_YEAR_CLOSED; DATE_INVALID; NAME_MISSING, TEXT_NOT_ALLOWED.
         */
        put: operations["IdaraService_SetGroup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is published of a class, and what still stands in the way, sheet by sheet; CLASS_NOT_FOUND. */
        get: operations["IdaraService_GetPublication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The students of a class in list order, those who left last; CLASS_NOT_FOUND. */
        get: operations["IdaraService_ListClassStudents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The week of a class, or of one of its groups. WEEK_INVALID, CLASS_NOT_FOUND. */
        get: operations["IdaraService_GetClassTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}:issueActivationCodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prints codes for a whole class.
         * @description SELF: for every student who has no account yet; else for one guardian of each student. With `onlyMissing` for those
         *     only who have neither an account nor a code that waits to be used. CLASS_NOT_FOUND.
         */
        post: operations["IdaraService_IssueClassActivationCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/classes/{class_id}:publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Computes and seals every student's semester; families see it when the school clock reaches the hour.
         * @description SHEETS_NOT_VALIDATED names the sheets (meta `markSheetIds`); called again after the hour, it adds sheets
         *     validated since. PUBLICATION_EXISTS, PUBLISH_HOUR_PAST, RULES_MISSING, CLASS_NOT_FOUND.
         */
        post: operations["IdaraService_PublishClass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Corrections of published marks in the caller's schools, newest first; the reading is logged. */
        get: operations["IdaraService_ListCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/corrections/{correction_id}:approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a correction: the mark and every figure that depends on it change at once.
         * @description CORRECTION_OWN for who proposed it; CORRECTION_DECIDED; CORRECTION_STALE when the cell moved;
         *     CORRECTION_NOT_FOUND.
         */
        post: operations["IdaraService_ApproveCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/corrections/{correction_id}:refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuses a correction, with the reason; the mark stays.
         * @description CORRECTION_OWN for who proposed it; CORRECTION_DECIDED; CORRECTION_NOT_FOUND.
         */
        post: operations["IdaraService_RefuseCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/documents/{document_id}:link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An address that opens a paper for five minutes; the reading is logged. DOCUMENT_NOT_FOUND. */
        get: operations["IdaraService_LinkDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a school by first day. */
        get: operations["IdaraService_ListEvents"];
        put?: never;
        /** Announces something; exam days and closed days suspend the lessons of their classes. DATE_INVALID, CLASS_NOT_FOUND, EVENT_EXISTS where they are suspended already; TIMETABLE_CONFLICT names a lesson that was moved to one of the days. */
        post: operations["IdaraService_CreateEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an event back; its lessons are held again. EVENT_NOT_FOUND; TIMETABLE_CONFLICT where another lesson took the place of one. */
        delete: operations["IdaraService_DeleteEvent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/files/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The paper behind an address that has not run out; needs no token. DOCUMENT_NOT_FOUND. */
        get: operations["IdaraService_GetDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a MASSAR file of the school: all or nothing.
         * @description Every bad cell is listed in `refused`, and then nothing was written. IMPORT_KIND_UNSUPPORTED, SCHOOL_NOT_FOUND, SCHOOL_YEAR_UNKNOWN; FILE_NOT_XLSX, FILE_IS_XLS, FILE_TOO_LARGE, FILE_BROKEN, SHEET_NOT_FOUND and HEADER_NOT_FOUND for a file that cannot be read.
         */
        post: operations["IdaraService_CreateImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a file that was handed in; IMPORT_NOT_FOUND when it is not of the caller's school. */
        get: operations["IdaraService_GetImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/justifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Justifications of the school by state, or of a student, newest first. */
        get: operations["IdaraService_ListJustifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/justifications/{justification_id}:accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The absences of these days are justified.
         * @description JUSTIFICATION_NOT_FOUND; JUSTIFICATION_DECIDED with who decided and when: a refusal is changed with its version and a
         *     reason, REASON_REQUIRED without.
         */
        post: operations["IdaraService_AcceptJustification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/justifications/{justification_id}:attach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a paper to a justification that waits.
         * @description PDF, JPEG or PNG, told from its bytes; pictures are made anew. JUSTIFICATION_NOT_FOUND, JUSTIFICATION_DECIDED, DOCUMENT_TYPE, DOCUMENT_TOO_LARGE; TOO_MANY_ITEMS over five.
         */
        post: operations["IdaraService_AttachDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/justifications/{justification_id}:refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The absences of these days are not justified, with the reason.
         * @description JUSTIFICATION_NOT_FOUND, REASON_REQUIRED; JUSTIFICATION_DECIDED with who decided and when: an acceptance is changed with
         *     its version.
         */
        post: operations["IdaraService_RefuseJustification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessonChanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lessons that differ from the pattern, by day. */
        get: operations["IdaraService_ListLessonChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lessons of a day of a school, each with how far its register is. DATE_INVALID. */
        get: operations["IdaraService_ListLessons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of a lesson. LESSON_NOT_FOUND. */
        get: operations["IdaraService_GetRegister"];
        /**
         * Writes entries of a register, also long after the lesson: then with a reason.
         * @description As for a teacher: `saved`, `conflicts`, `refused`; LATE_REASON_REQUIRED, REGISTER_EARLY, LESSON_CANCELLED,
         *     LESSON_NOT_FOUND.
         */
        put: operations["IdaraService_SaveRegister"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}/register:discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes away a register that was taken by mistake, with all its entries: the lesson is free to change again.
         * @description Where only the lesson is kept and no register is taken, the lesson is freed. LESSON_NOT_FOUND, REASON_REQUIRED.
         */
        post: operations["IdaraService_DiscardRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels one lesson. With `dryRun` it only lists with what it would collide.
         * @description LESSON_NOT_FOUND; LESSON_FROZEN once its register is taken; TIMETABLE_CONFLICT names the other lesson;
         *     LESSON_CHANGE_INVALID; LESSON_STALE names the lesson as it is now.
         */
        post: operations["IdaraService_CancelLesson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}:move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves one lesson to another day, hour or room. With `dryRun` it only lists with what it would collide.
         * @description LESSON_NOT_FOUND; LESSON_FROZEN once its register is taken; TIMETABLE_CONFLICT names the other lesson;
         *     LESSON_CHANGE_INVALID; LESSON_STALE names the lesson as it is now.
         */
        post: operations["IdaraService_MoveLesson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}:replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives one lesson another teacher or room. With `dryRun` it only lists with what it would collide.
         * @description LESSON_NOT_FOUND; LESSON_FROZEN once its register is taken; TIMETABLE_CONFLICT names the other lesson;
         *     LESSON_CHANGE_INVALID; LESSON_STALE names the lesson as it is now.
         */
        post: operations["IdaraService_ReplaceLesson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/lessons/{lesson_id}:restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what was changed about one lesson. LESSON_NOT_FOUND, LESSON_FROZEN, TIMETABLE_CONFLICT; LESSON_STALE names the lesson as it is now. */
        post: operations["IdaraService_RestoreLesson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mark sheets of a class or school with how much is entered; SCHOOL_NOT_FOUND. */
        get: operations["IdaraService_ListMarkSheets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One sheet with its columns, students and marks; MARK_SHEET_NOT_FOUND. */
        get: operations["IdaraService_GetMarkSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trail of a sheet, oldest first; the reading is logged. MARK_SHEET_NOT_FOUND. */
        get: operations["IdaraService_ListMarkEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}:decideAbsence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an absence justified (leaves the mean) or unjustified (counts 0), also after its delay and after
         *     publication. What a person decided is changed with a reason.
         * @description ABSENCE_NOT_PENDING: no absence, or decided so already; REASON_REQUIRED; COLUMN_UNKNOWN; MARK_SHEET_NOT_FOUND.
         */
        post: operations["IdaraService_DecideAbsence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sheet as a NotesCC workbook (xlsx); the reading is logged. MARK_SHEET_NOT_FOUND. */
        get: operations["IdaraService_ExportMarkSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}:proposeCorrection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks for a change of a published mark; another person decides.
         * @description NOT_PUBLISHED; CORRECTION_OPEN while another one of the cell waits, CORRECTION_UNCHANGED for what stands there;
         *     otherwise as in saving. MARK_SHEET_NOT_FOUND.
         */
        post: operations["IdaraService_ProposeCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}:reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a sheet back to its teacher; a publication of the class that is still to come is cancelled.
         * @description MARK_SHEET_PUBLISHED after the hour; MARK_SHEET_NOT_SUBMITTED when it is open; MARK_SHEET_NOT_FOUND.
         */
        post: operations["IdaraService_ReopenMarkSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/markSheets/{mark_sheet_id}:validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The office's yes to a submitted sheet.
         * @description MARK_SHEET_NOT_SUBMITTED, MARK_SHEET_VALIDATED, MARK_SHEET_PUBLISHED; MARK_SHEET_NOT_FOUND.
         */
        post: operations["IdaraService_ValidateMarkSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, in which role, over which places of the organisation tree. */
        get: operations["IdaraService_GetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisation tree below a node; NOT_FOUND for one that does not lie at or below the caller's. */
        get: operations["IdaraService_ListNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/nodes:summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Enrolment, progress of entry and absence of a place and of what lies below it, added up ahead.
         * @description NOT_FOUND for a place that is not at or below the caller's; SCHOOL_YEAR_UNKNOWN, MONTH_INVALID.
         */
        get: operations["IdaraService_SummariseNode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/officers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of officers and of school offices at a place, those that are the caller's to manage: for IssueResetCode and
         *     SetAccountSuspended. NOT_FOUND for a place that is not his.
         */
        get: operations["IdaraService_ListOfficers"];
        put?: never;
        /**
         * Makes an officer's or a school office's account below the caller's node and prints its code.
         * @description ACCESS_DENIED for a role not below the caller's; NOT_FOUND for a node that is not his; ACCOUNT_EXISTS;
         *     IDENTIFIER_TAKEN when the e-mail's account holds a role that is not the caller's to manage.
         */
        post: operations["IdaraService_CreateOfficer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/policies/secondFactor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which roles must bring a second factor now. */
        get: operations["IdaraService_GetSecondFactorPolicy"];
        /** Which roles must bring a second factor; the caller's token must have proven one. */
        put: operations["IdaraService_SetSecondFactorPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Levels and subjects of the reference data, named in the caller's language. */
        get: operations["IdaraService_ListReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rooms of a school by name. */
        get: operations["IdaraService_ListRooms"];
        /** Adds rooms, or takes away those that no lesson to come uses. ROOM_IN_USE, ROOM_NAME_INVALID, TOO_MANY_ITEMS. */
        put: operations["IdaraService_SetRooms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/rooms/{room}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The week of a room. WEEK_INVALID, ROOM_NOT_FOUND. */
        get: operations["IdaraService_GetRoomTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opens a school under a directorate of the caller, or an annex under a school below his nodes.
         * @description SCHOOL_EXISTS; NOT_FOUND for a parent that is neither, such as an annex; NAME_MISSING, TEXT_NOT_ALLOWED.
         */
        post: operations["IdaraService_CreateSchool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/schools/{school_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One school with its settings; SCHOOL_NOT_FOUND when it is not below the caller's nodes. */
        get: operations["IdaraService_GetSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/schools/{school_code}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What the school decides: rank shown, early release, and from a day on its rules of attendance; what is counted of
         *     the days before stays. SCHOOL_NOT_FOUND; DATE_INVALID, DATE_PAST; CONFLICT when changed meanwhile.
         */
        put: operations["IdaraService_UpdateSchoolSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The weekly pattern of a school, a class, a teacher or a room on a day. */
        get: operations["IdaraService_ListSlots"];
        put?: never;
        /**
         * Adds a weekly lesson; with `dryRun` it only lists with what it would collide.
         * @description TIMETABLE_CONFLICT names the other lesson; CLASS_NOT_FOUND, STAFF_NOT_FOUND, ROOM_NOT_FOUND, GROUP_NOT_FOUND,
         *     SUBJECT_UNKNOWN, PERIOD_UNKNOWN, DATE_INVALID.
         */
        post: operations["IdaraService_CreateSlot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/slots/{slot_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a weekly lesson from a day on; what was before stays. SLOT_NOT_FOUND, LESSON_FROZEN; LESSON_STALE names the slot as it is now; otherwise as creating one. */
        put: operations["IdaraService_UpdateSlot"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/slots/{slot_id}:end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a weekly lesson from a day on. SLOT_NOT_FOUND, DATE_INVALID; LESSON_STALE names the slot as it is now. */
        post: operations["IdaraService_EndSlot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The staff records of a school; SCHOOL_NOT_FOUND. */
        get: operations["IdaraService_ListStaff"];
        put?: never;
        /**
         * A teacher's staff record, his account and the printed code, in one call.
         * @description ACCESS_DENIED for the kind `OFFICE`: officers make the accounts of an office (CreateOfficer). IDENTIFIER_TAKEN
         *     when the e-mail is that of an account elsewhere.
         *     STAFF_EXISTS for an e-mail or staff number that is taken; ACCOUNT_EXISTS; NAME_MISSING, TEXT_NOT_ALLOWED.
         */
        post: operations["IdaraService_CreateStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/staff/{staff_id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The week of a teacher. WEEK_INVALID, STAFF_NOT_FOUND. */
        get: operations["IdaraService_GetStaffTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/staff/{staff_id}:createAccount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An account for a teacher's staff record that came from a file and has none; the printed code, once.
         * @description STAFF_NOT_FOUND; ACCESS_DENIED for the kind `OFFICE` (CreateOfficer); STAFF_EMAIL_SET for a record with another
         *     e-mail, STAFF_EXISTS for an e-mail of a colleague; ACCOUNT_EXISTS, IDENTIFIER_TAKEN.
         */
        post: operations["IdaraService_CreateStaffAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds students of a school by name in either script, by Massar code, or by what became of them in a year
         *     (`?status=MOVED`: leavers, `?status=ARRIVED`: arrivals); SCHOOL_NOT_FOUND, SCHOOL_YEAR_UNKNOWN.
         */
        get: operations["IdaraService_SearchStudents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One student; STUDENT_NOT_FOUND when his school is not below the caller's nodes. */
        get: operations["IdaraService_GetStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/absenceLetters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Letters about a student, newest first. STUDENT_NOT_FOUND. */
        get: operations["IdaraService_ListAbsenceLetters"];
        put?: never;
        /** Writes to the guardians of a student about his absences in some days. STUDENT_NOT_FOUND, DATE_INVALID, NO_ABSENCES. */
        post: operations["IdaraService_CreateAbsenceLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A student's absences in a time, newest first, with their totals. STUDENT_NOT_FOUND, DATE_INVALID. */
        get: operations["IdaraService_ListStudentAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/guardians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is joined to a student as guardian, and which custody decisions stand; STUDENT_NOT_FOUND. */
        get: operations["IdaraService_ListGuardians"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/guardians/{guardian_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Parts a guardian from a student, and ends the unused codes printed for guardians of the student.
         *     STUDENT_NOT_FOUND, GUARDIAN_LINK_NOT_FOUND.
         */
        delete: operations["IdaraService_UnlinkGuardian"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/guardians/{guardian_id}/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Records or lifts a custody decision: a deny beats every link and any code used later, and ends the unused codes
         *     printed for guardians of the student.
         * @description STUDENT_NOT_FOUND; GUARDIAN_LINK_NOT_FOUND when the two were never joined.
         */
        put: operations["IdaraService_SetCustody"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/justifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records a reason that a guardian brought on paper. STUDENT_NOT_FOUND, DATE_INVALID, JUSTIFICATION_EXISTS. */
        post: operations["IdaraService_CreateJustification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A student's semester as he sees it himself; the reading is logged. STUDENT_NOT_FOUND; SCHOOL_YEAR_UNKNOWN. */
        get: operations["IdaraService_ListStudentMarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A student's enrolments over the years and schools, newest first; STUDENT_NOT_FOUND. */
        get: operations["IdaraService_ListStudentPath"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The week of a student. WEEK_INVALID, STUDENT_NOT_FOUND. */
        get: operations["IdaraService_GetStudentTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}:issueActivationCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prints a code for a student's account or for one guardian of his; replaces the one before.
         * @description STUDENT_NOT_FOUND; ACCOUNT_EXISTS when the student has an account; PHONE_INVALID; CUSTODY_DENIED for the
         *     relation or telephone of a guardian whom a custody decision denies.
         */
        post: operations["IdaraService_IssueActivationCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}:leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A student leaves the school at a date: no marks are entered for him from then, and those he has stay.
         * @description STUDENT_NOT_FOUND; STUDENT_NOT_ENROLLED, also when he has left already; DATE_INVALID; CONFLICT.
         */
        post: operations["IdaraService_EndEnrolment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}:move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a student to another class of his school and school year; his marks stay.
         * @description STUDENT_NOT_FOUND; CLASS_NOT_FOUND; CLASS_OF_OTHER_SCHOOL: that school asks for a transfer; DATE_INVALID;
         *     STUDENT_NOT_ENROLLED in that year, STUDENT_IN_CLASS already; SCHOOL_YEAR_CLOSED; CONFLICT when it was changed
         *     meanwhile.
         */
        post: operations["IdaraService_MoveStudent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/students/{student_id}:reintegrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One who stopped or was excluded comes back to his school; an age above the limit of his level is a warning.
         * @description STUDENT_NOT_FOUND, STUDENT_NOT_STOPPED; CLASS_NOT_FOUND, CLASS_OF_OTHER_SCHOOL; DATE_INVALID; SCHOOL_YEAR_CLOSED.
         */
        post: operations["IdaraService_ReintegrateStudent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What changed of all that the app shows and keeps: one call for each opening.
         * @description Parts: `me`; of a school office also `school`, `classes` and `waiting`.
         *     The app says what it holds; the answer names only what differs. A browser may send its session cookie instead of a
         *     token: then the session rotates, and the answer brings `accessToken` and `expiresIn` too. `stale` names what could
         *     not be read now: the app keeps what it has of it.
         */
        post: operations["IdaraService_Sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/timetable:check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every collision of a school from a day on: classes, teachers and rooms used twice. */
        get: operations["IdaraService_CheckTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/timetable:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pattern of a school as FET's XML or as CSV. */
        get: operations["IdaraService_ExportTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/timetable:now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The lesson that runs and the next one within seven days: of one class, or one of its groups, one student, one
         *     teacher or one room.
         * @description INVALID_REQUEST unless exactly one of them is named; CLASS_NOT_FOUND, GROUP_NOT_FOUND, STUDENT_NOT_FOUND,
         *     STAFF_NOT_FOUND, ROOM_NOT_FOUND, SCHOOL_NOT_FOUND.
         */
        get: operations["IdaraService_GetNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Transfers that a school asks for (`IN`) or is asked for (`OUT`); of an officer who names no school those that
         *     were not answered in time. SCHOOL_NOT_FOUND.
         */
        get: operations["IdaraService_ListTransfers"];
        put?: never;
        /**
         * Asks the school of a student, named by his Massar code, to release him into a class of the caller's.
         * @description STUDENT_NOT_FOUND for a code that nobody has and for one who is enrolled nowhere; STUDENT_IN_SCHOOL: move him;
         *     CLASS_NOT_FOUND; TRANSFER_EXISTS; TRANSFER_LIMIT: enough was asked for today; DATE_INVALID; SCHOOL_YEAR_CLOSED.
         */
        post: operations["IdaraService_AskTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/transfers/{transfer_id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what the caller's school asked. TRANSFER_NOT_FOUND, TRANSFER_CLOSED; ACCESS_DENIED for the other school. */
        post: operations["IdaraService_CancelTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/transfers/{transfer_id}:refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps a student, with the reason. TRANSFER_NOT_FOUND, ACCESS_DENIED, TRANSFER_NOT_ESCALATED, TRANSFER_CLOSED. */
        post: operations["IdaraService_RefuseTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/idara/transfers/{transfer_id}:release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a student go: he leaves his class on the day and is in the new one from it; his marks stay.
         * @description TRANSFER_NOT_FOUND; ACCESS_DENIED for the asking school; TRANSFER_NOT_ESCALATED for an officer before the delay is
         *     over; TRANSFER_CLOSED; DATE_INVALID, also for a day before he was in his class; STUDENT_NOT_ENROLLED;
         *     SCHOOL_YEAR_CLOSED; CONFLICT.
         */
        post: operations["IdaraService_ReleaseTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/calendarFeeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar addresses of the caller, without their secrets. */
        get: operations["MoudarisService_ListCalendarFeeds"];
        put?: never;
        /**
         * A private address from which a calendar program reads one's own timetable.
         * @description The answer is the only one that shows the address: it is a secret like a password. TOO_MANY_ITEMS over ten of them.
         */
        post: operations["MoudarisService_CreateCalendarFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/calendarFeeds/{feed_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a calendar address at once. FEED_NOT_FOUND. */
        delete: operations["MoudarisService_DeleteCalendarFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/calendars/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable behind a calendar address, as iCalendar (RFC 5545).
         * @description Needs no token: the address is the secret. FEED_NOT_FOUND once it was ended, or its owner may no longer read it.
         *     TOO_MANY_TRIES, with `retryAfterSeconds`, for who reads one address more than 30 times a minute.
         */
        get: operations["MoudarisService_GetCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed in the sheets that the teacher teaches, since a cursor.
         * @description Says only that something changed; the app then fetches it. PAGE_TOKEN_INVALID for a cursor that is none.
         */
        get: operations["MoudarisService_ListChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/classes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The classes that the teacher teaches today, with his subjects. */
        get: operations["MoudarisService_ListClasses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/classes/{class_id}/attendance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The attendance of a class in a month with its rate. CLASS_NOT_FOUND, MONTH_INVALID. */
        get: operations["MoudarisService_GetMonthSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/classes/{class_id}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The groups of a class (half groups for practical work) with their students of today.
         * @description CLASS_NOT_FOUND for a class that the teacher does not teach today.
         */
        get: operations["MoudarisService_ListGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/classes/{class_id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The students of a class in list order, those who left last.
         * @description CLASS_NOT_FOUND for a class that the teacher does not teach today.
         */
        get: operations["MoudarisService_ListClassStudents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/classes/{class_id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The week of a class of the teacher's school. WEEK_INVALID, CLASS_NOT_FOUND. */
        get: operations["MoudarisService_GetClassTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Corrections that the teacher proposed, and those of the sheets that he teaches, newest first. */
        get: operations["MoudarisService_ListCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/lessons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teacher's lessons of a day, each with how far its register is. DATE_INVALID. */
        get: operations["MoudarisService_ListLessons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/lessons/{lesson_id}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The register of a lesson: everybody present until somebody says otherwise.
         * @description LESSON_NOT_FOUND for a lesson that the teacher does not give.
         */
        get: operations["MoudarisService_GetRegister"];
        /**
         * Writes every entry that is valid and current, in one transaction.
         * @description Answers 200 with what was saved, what another device wrote first (`conflicts`, never overwritten) and what cannot
         *     stand (`refused`: STUDENT_NOT_IN_LESSON, STUDENT_TWICE, MINUTES_LATE_INVALID). REGISTER_EARLY before the lesson,
         *     LATE_REASON_REQUIRED after the window of the school, REGISTER_CLOSED long after it; LESSON_CANCELLED;
         *     LESSON_NOT_FOUND.
         */
        put: operations["MoudarisService_SaveRegister"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mark sheets that the teacher teaches today, with how much of each is entered. */
        get: operations["MoudarisService_ListMarkSheets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One sheet with its columns, students and marks; MARK_SHEET_NOT_FOUND for a sheet that the teacher does not
         *     teach today.
         */
        get: operations["MoudarisService_GetMarkSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}/columns/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the label and date of a column while the sheet is open.
         * @description COLUMN_UNKNOWN, COLUMN_LOCKED, DATE_INVALID; MARK_SHEET_SUBMITTED, MARK_SHEET_VALIDATED or
         *     MARK_SHEET_PUBLISHED when entry is over; MARK_SHEET_NOT_FOUND.
         */
        put: operations["MoudarisService_SetColumn"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trail of a sheet, oldest first: who changed what, when, from what to what.
         * @description The reading is logged. MARK_SHEET_NOT_FOUND for a sheet that the teacher does not teach today.
         */
        get: operations["MoudarisService_ListMarkEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sheet as a NotesCC workbook (xlsx).
         * @description The file carries the id of a snapshot, so that an import later writes only what was changed in it. The reading
         *     is logged. MARK_SHEET_NOT_FOUND for a sheet that the teacher does not teach today.
         */
        get: operations["MoudarisService_ExportMarkSheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a filled NotesCC workbook: all or nothing.
         * @description Every bad cell is listed in `refused`, and then nothing was written; an empty cell clears nothing. MARK_SHEET_NOT_FOUND; MARK_SHEET_SUBMITTED, MARK_SHEET_VALIDATED or MARK_SHEET_PUBLISHED when entry is over; FILE_NOT_XLSX, FILE_IS_XLS, FILE_TOO_LARGE, FILE_BROKEN, SHEET_NOT_FOUND and HEADER_NOT_FOUND for a file that cannot be read.
         */
        post: operations["MoudarisService_ImportMarkSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:proposeCorrection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks the office for a change of a published mark.
         * @description NOT_PUBLISHED before the publication, when saving is the way; CORRECTION_OPEN while another correction of the
         *     cell waits, CORRECTION_UNCHANGED for what stands there; COLUMN_UNKNOWN, STUDENT_NOT_IN_SHEET, MARK_ABOVE_SCALE,
         *     MARK_NEGATIVE, MARK_NOT_A_NUMBER, MARK_TOO_PRECISE, MARK_STATE_NOT_WRITABLE; MARK_SHEET_NOT_FOUND.
         */
        post: operations["MoudarisService_ProposeCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows one control to families before the semester is published.
         * @description RELEASE_NOT_ALLOWED where the school does not do so, RELEASE_CONTROLS_ONLY for the activities;
         *     MARK_SHEET_PUBLISHED, COLUMN_LOCKED, COLUMN_UNKNOWN; MARK_SHEET_NOT_FOUND.
         */
        post: operations["MoudarisService_ReleaseColumn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:save": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes every cell and remark that is valid and current, in one transaction.
         * @description Answers 200 with what was saved, what somebody else wrote first (`conflicts`, never overwritten) and what
         *     cannot stand (`refused`: MARK_ABOVE_SCALE, MARK_NEGATIVE, MARK_NOT_A_NUMBER, MARK_TOO_PRECISE,
         *     MARK_STATE_NOT_WRITABLE, ABSENT_WITH_MARK, COLUMN_UNKNOWN, COLUMN_LOCKED, STUDENT_NOT_IN_SHEET,
         *     STUDENT_LEFT_CLASS, CELL_TWICE). MARK_SHEET_SUBMITTED, MARK_SHEET_VALIDATED or MARK_SHEET_PUBLISHED when entry
         *     is over; MARK_SHEET_NOT_FOUND.
         */
        post: operations["MoudarisService_SaveMarkSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/markSheets/{mark_sheet_id}:submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands the sheet to the office: closed for entry from here.
         * @description Cells may still be missing. MARK_SHEET_SUBMITTED, MARK_SHEET_VALIDATED or MARK_SHEET_PUBLISHED when entry is
         *     over; MARK_SHEET_NOT_FOUND.
         */
        post: operations["MoudarisService_SubmitMarkSheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in: account, staff record and school. */
        get: operations["MoudarisService_GetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What changed of all that the app shows and keeps: one call for each opening.
         * @description Parts: `me`, `classes`, `class/{classId}/students`, `sheets`, `sheet/{markSheetId}`, `week/{week}` this and next,
         *     `register/{lessonId}` for the lessons of today and of the last school day.
         *     The app says what it holds; the answer names only what differs. A browser may send its session cookie instead of a
         *     token: then the session rotates, and the answer brings `accessToken` and `expiresIn` too. `stale` names what could
         *     not be read now: the app keeps what it has of it.
         */
        post: operations["MoudarisService_Sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The teacher's own week. WEEK_INVALID. */
        get: operations["MoudarisService_GetTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moudaris/timetable:now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lesson that runs and the next one. */
        get: operations["MoudarisService_GetNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The student's own absences in a time, newest first, with their totals.
         * @description DATE_INVALID.
         */
        get: operations["MoutamadrisService_ListAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/calendarFeeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar addresses of the caller, without their secrets. */
        get: operations["MoutamadrisService_ListCalendarFeeds"];
        put?: never;
        /**
         * A private address from which a calendar program reads one's own timetable.
         * @description The answer is the only one that shows the address: it is a secret like a password. TOO_MANY_ITEMS over ten of them.
         */
        post: operations["MoutamadrisService_CreateCalendarFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/calendarFeeds/{feed_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a calendar address at once. FEED_NOT_FOUND. */
        delete: operations["MoutamadrisService_DeleteCalendarFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/calendars/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable behind a calendar address, as iCalendar (RFC 5545).
         * @description Needs no token: the address is the secret. FEED_NOT_FOUND once it was ended, or its owner may no longer read it.
         *     TOO_MANY_TRIES, with `retryAfterSeconds`, for who reads one address more than 30 times a minute.
         */
        get: operations["MoutamadrisService_GetCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed for the student since a cursor.
         * @description Says only that something changed; the app then fetches it. PAGE_TOKEN_INVALID for a cursor that is none.
         */
        get: operations["MoutamadrisService_ListChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The first screen in one request: who, which class, the newest marks. */
        get: operations["MoutamadrisService_GetHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The student's own semester.
         * @description What is not published yet reads NOT_PUBLISHED; a control that the teacher released early stands there already.
         *     MARKS_NOT_FOUND for a year in which the student had no class; SCHOOL_YEAR_UNKNOWN.
         */
        get: operations["MoutamadrisService_ListMarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in: account, student record and school. */
        get: operations["MoutamadrisService_GetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The student's classes and schools over the years, newest first. */
        get: operations["MoutamadrisService_ListPath"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What changed of all that the app shows and keeps: one call for each opening.
         * @description Parts: `me`, `marks/{year}/{semester}` of this school year, `week/{week}` this and next, `absences`, `path`.
         *     The app says what it holds; the answer names only what differs. A browser may send its session cookie instead of a
         *     token: then the session rotates, and the answer brings `accessToken` and `expiresIn` too. `stale` names what could
         *     not be read now: the app keeps what it has of it.
         */
        post: operations["MoutamadrisService_Sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The student's own week: the lessons of his class and groups on each day.
         * @description WEEK_INVALID for a week that is none.
         */
        get: operations["MoutamadrisService_GetTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moutamadris/timetable:now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lesson that runs and the next one. */
        get: operations["MoutamadrisService_GetNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/calendarFeeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar addresses of the caller, without their secrets. */
        get: operations["WaliyeService_ListCalendarFeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/calendarFeeds/{feed_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a calendar address at once. FEED_NOT_FOUND. */
        delete: operations["WaliyeService_DeleteCalendarFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/calendars/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The timetable behind a calendar address, as iCalendar (RFC 5545).
         * @description Needs no token: the address is the secret. FEED_NOT_FOUND once it was ended, or its owner may no longer read it.
         *     TOO_MANY_TRIES, with `retryAfterSeconds`, for who reads one address more than 30 times a minute.
         */
        get: operations["WaliyeService_GetCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed for any of the children since a cursor.
         * @description Says only that something changed; the app then fetches it. PAGE_TOKEN_INVALID for a cursor that is none.
         */
        get: operations["WaliyeService_ListChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The guardian's children.
         * @description A child that a custody decision keeps from the guardian shows only its id, the relation and the restriction
         *     CUSTODY.
         */
        get: operations["WaliyeService_ListChildren"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Parts the guardian from a child; only a new code joins them again.
         * @description GUARDIAN_LINK_NOT_FOUND when the two are not joined.
         */
        delete: operations["WaliyeService_UnlinkChild"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A child's absences in a time, newest first, with their totals.
         * @description DATE_INVALID; STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_ListChildAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/calendarFeeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A private address from which a calendar program reads the child's timetable.
         * @description The answer is the only one that shows the address: it is a secret like a password. TOO_MANY_ITEMS over ten of them; STUDENT_NOT_FOUND.
         */
        post: operations["WaliyeService_CreateChildCalendarFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/guardians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The guardians of a child, with the custody decisions that stand.
         * @description The caller is among them. STUDENT_NOT_FOUND for a child that is not his, or that such a decision keeps from him.
         */
        get: operations["WaliyeService_ListChildGuardians"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A child's first screen in one request.
         * @description STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_GetChildHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/justifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The justifications of a child, newest first.
         * @description STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_ListJustifications"];
        put?: never;
        /**
         * Brings a reason for the absences of some days; the office decides.
         * @description DATE_INVALID, JUSTIFICATION_TOO_EARLY, JUSTIFICATION_TOO_LATE, JUSTIFICATION_TOO_LONG; JUSTIFICATION_EXISTS for days
         *     that the guardian brought already or that are accepted, TOO_MANY_ITEMS over twenty that wait; STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        post: operations["WaliyeService_CreateJustification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/justifications/{justification_id}:attach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a paper to a justification that waits.
         * @description PDF, JPEG or PNG, told from its bytes; pictures are made anew. JUSTIFICATION_NOT_FOUND, JUSTIFICATION_DECIDED, DOCUMENT_TYPE, DOCUMENT_TOO_LARGE; TOO_MANY_ITEMS over five.
         */
        post: operations["WaliyeService_AttachDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/justifications/{justification_id}:withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back a justification that the guardian brought, while it waits; its papers are removed.
         * @description JUSTIFICATION_NOT_FOUND also for one that somebody else brought, JUSTIFICATION_DECIDED with who decided and when.
         */
        post: operations["WaliyeService_WithdrawJustification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/marks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A child's semester, as guardians may see it now.
         * @description What is not published yet reads NOT_PUBLISHED; guardians may see it later than the student, by the delay of
         *     the publication. STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_ListChildMarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A child's classes and schools over the years, newest first.
         * @description STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_ListChildPath"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/timetable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A child's week.
         * @description WEEK_INVALID; STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_GetChildTimetable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children/{student_id}/timetable:now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The lesson in which the child is, and the next one.
         * @description STUDENT_NOT_FOUND for a child that is not the guardian's.
         */
        get: operations["WaliyeService_GetChildNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/children:link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joins one more child with a printed code.
         * @description ACTIVATION_CODE_INVALID, ACTIVATION_CODE_USED, ACTIVATION_CODE_EXPIRED, GUARDIAN_LINK_EXISTS; CUSTODY_DENIED
         *     while a custody decision denies the child to him; TOO_MANY_ITEMS over 20 children; TOO_MANY_TRIES.
         */
        post: operations["WaliyeService_LinkChild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/documents/{document_id}:link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An address that opens a paper of a child for five minutes. DOCUMENT_NOT_FOUND. */
        get: operations["WaliyeService_LinkDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/files/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The paper behind an address that has not run out; needs no token. DOCUMENT_NOT_FOUND. */
        get: operations["WaliyeService_GetDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. */
        get: operations["WaliyeService_GetMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waliye/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What changed of all that the app shows and keeps: one call for each opening.
         * @description Parts: `me`, `children`, and below `child/{studentId}/` of each child those of a student, `justifications` and
         *     `guardians`.
         *     The app says what it holds; the answer names only what differs. A browser may send its session cookie instead of a
         *     token: then the session rotates, and the answer brings `accessToken` and `expiresIn` too. `stale` names what could
         *     not be read now: the app keeps what it has of it.
         */
        post: operations["WaliyeService_Sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            error: {
                /** @example NOT_FOUND */
                code: string;
                fields: {
                    /** @example cells[3].mark */
                    field?: string;
                    message?: string;
                    /** @example MARK_ABOVE_SCALE */
                    reason?: string;
                }[];
                /** @description For the person, in the language asked for. */
                message: string;
                /** @description Facts for programs, such as retryAfterSeconds. */
                meta?: {
                    [key: string]: string;
                };
                /** @example STUDENT_NOT_FOUND */
                reason: string;
                /** @description To be quoted when asking for help. */
                requestId: string;
            };
        };
        /**
         * @description Message that represents an arbitrary HTTP body. It should only be used for
         *     payload formats that can't be represented as JSON, such as raw binary or
         *     an HTML page.
         *
         *
         *     This message can be used both in streaming and non-streaming API methods in
         *     the request as well as the response.
         *
         *     It can be used as a top-level request field, which is convenient if one
         *     wants to extract parameters from either the URL or HTTP template into the
         *     request fields and also want access to the raw HTTP body.
         *
         *     Example:
         *
         *         message GetResourceRequest {
         *           // A unique request id.
         *           string request_id = 1;
         *
         *           // The raw HTTP body is bound to this field.
         *           google.api.HttpBody http_body = 2;
         *         }
         *
         *         service ResourceService {
         *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
         *           rpc UpdateResource(google.api.HttpBody) returns
         *           (google.protobuf.Empty);
         *         }
         *
         *     Example with streaming methods:
         *
         *         service CaldavService {
         *           rpc GetCalendar(stream google.api.HttpBody)
         *             returns (stream google.api.HttpBody);
         *           rpc UpdateCalendar(stream google.api.HttpBody)
         *             returns (stream google.api.HttpBody);
         *         }
         *
         *     Use of this type only changes how the request and response bodies are
         *     handled, all other features will continue to work unchanged.
         */
        "google.api.HttpBody": {
            /** @description The HTTP Content-Type header value specifying the content type of the body. */
            contentType?: string;
            /**
             * Format: byte
             * @description The HTTP request/response body as raw binary.
             */
            data?: string;
            /**
             * @description Application specific response metadata. Must be set in the first response
             *     for streaming APIs.
             */
            extensions?: ({
                /** @description A URL/resource name that uniquely identifies the type of the serialized protocol buffer message. */
                "@type"?: string;
            } & {
                [key: string]: unknown;
            })[];
        };
        /** @description Account is the signed-in person in the role of this app. */
        "massar.auth.v1.Account": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description Language of the account: `ar` or `fr`. */
            locale: string;
            name: components["schemas"]["massar.type.v1.Name"];
            role: components["schemas"]["massar.type.v1.AccountRole.Value"];
        };
        /** @description ChangePasswordResponse is empty. */
        "massar.auth.v1.ChangePasswordResponse": Record<string, never>;
        /** @description ConfirmSecondFactorResponse is empty. */
        "massar.auth.v1.ConfirmSecondFactorResponse": Record<string, never>;
        /** @description DeleteSessionResponse is empty. */
        "massar.auth.v1.DeleteSessionResponse": Record<string, never>;
        /** @description Device is what the app says of the phone it runs on. */
        "massar.auth.v1.Device": {
            /** @description Shown to the owner in the list of sessions. */
            name: string;
            /** @description Base64url of an Ed25519 public key held by the device, if it has one. */
            publicKey: string;
        };
        /** @description GetJwksResponse is the key set: the key in use and those that were. */
        "massar.auth.v1.GetJwksResponse": {
            keys: components["schemas"]["massar.auth.v1.Jwk"][];
        };
        /** @description Jwk is one Ed25519 public key (RFC 8037). */
        "massar.auth.v1.Jwk": {
            /** @description `EdDSA`. */
            alg: string;
            /** @description `Ed25519`. */
            crv: string;
            /** @description As in the token's header. */
            kid: string;
            /** @description `OKP`. */
            kty: string;
            /** @description `sig`. */
            use: string;
            /** @description The public key, base64url. */
            x: string;
        };
        /** @description ListSessionsResponse is where the caller is signed in. */
        "massar.auth.v1.ListSessionsResponse": {
            sessions: components["schemas"]["massar.auth.v1.Session"][];
        };
        /** @description ResetPasswordResponse is empty. */
        "massar.auth.v1.ResetPasswordResponse": Record<string, never>;
        /** @description SecondFactorEnrolment is what an authenticator app needs. Shown once. */
        "massar.auth.v1.SecondFactorEnrolment": {
            /** @description The same for a QR code. */
            otpauthUri: string;
            /** @description Single-use codes for the day the phone is lost. */
            recoveryCodes: string[];
            /** @description Base32, SHA-1, 6 digits, 30 s (RFC 6238). */
            secret: string;
        };
        /** @description Session is one signed-in device. */
        "massar.auth.v1.Session": {
            /** @description `moutamadris`, `waliye`, `moudaris` or `idara`. */
            app: string;
            /** @description RFC 3339. */
            createdAt: string;
            /** @description The session of this token. */
            current: boolean;
            /** @description As the app named it; may be empty. */
            deviceName: string;
            /** @description RFC 3339: the last refresh. */
            lastUsedAt: string;
            /** @description UUID. */
            sessionId: string;
        };
        /** @description SessionResponse is a signed-in session, or (activation only) the second factor to set up first. */
        "massar.auth.v1.SessionResponse": {
            /** @description JWT for `Authorization: Bearer`; good for `expiresIn` seconds. */
            accessToken: string;
            account: components["schemas"]["massar.auth.v1.Account"];
            /**
             * Format: int32
             * @description Seconds until the access token expires.
             */
            expiresIn: number;
            /** @description What the person signs in with from now on; activation only. */
            identifier: string;
            /** @description Good once; empty when it travels as a cookie. */
            refreshToken: string;
            /** @description Set when the role needs a second factor that is not set up yet: no tokens then. */
            secondFactor?: components["schemas"]["massar.auth.v1.SecondFactorEnrolment"];
        };
        /** @description AbsenceLetterResponse is the letter. */
        "massar.idara.v1.AbsenceLetterResponse": {
            absenceLetter: components["schemas"]["massar.type.v1.AbsenceLetter"];
        };
        /** @description ActivationCode is shown once, to be printed. */
        "massar.idara.v1.ActivationCode": {
            /** @description 13 characters, printed in groups; capitals and hyphens do not matter when it is typed. */
            activationCode: string;
            /** @description RFC 3339; after it the code is good for nothing. */
            expiresAt: string;
            /** @description What the guardian is to the student; `SELF` is the student's own account. */
            relation: components["schemas"]["massar.type.v1.Relation.Value"];
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description ActivationCodeResponse is the code to print. */
        "massar.idara.v1.ActivationCodeResponse": {
            code: components["schemas"]["massar.idara.v1.ActivationCode"];
        };
        /** @description ActivationCodesResponse is the codes to print; empty when nobody needs one. */
        "massar.idara.v1.ActivationCodesResponse": {
            codes: components["schemas"]["massar.idara.v1.ActivationCode"][];
        };
        /** @description Assignment is class x subject x teacher over dates. */
        "massar.idara.v1.Assignment": {
            /** @description `<GRESA>.<uuid>`. */
            assignmentId: string;
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description `YYYY-MM-DD`. */
            from: string;
            /** @description UUID; never changes. */
            staffId: string;
            staffName: components["schemas"]["massar.type.v1.Name"];
            subject: components["schemas"]["massar.type.v1.Subject"];
            /** @description `YYYY-MM-DD`, the first day that no longer counts; empty while it lasts. */
            to: string;
        };
        /** @description AssignmentResponse is the assignment as it stands now. */
        "massar.idara.v1.AssignmentResponse": {
            assignment: components["schemas"]["massar.idara.v1.Assignment"];
        };
        /** @description BellScheduleResponse is the schedule. */
        "massar.idara.v1.BellScheduleResponse": {
            bellSchedule: components["schemas"]["massar.type.v1.BellSchedule"];
        };
        /** @description CheckTimetableResponse is every collision; at most 1,000. */
        "massar.idara.v1.CheckTimetableResponse": {
            conflicts: components["schemas"]["massar.type.v1.SlotConflict"][];
        };
        /** @description ClassResponse is the class. */
        "massar.idara.v1.ClassResponse": {
            class: components["schemas"]["massar.type.v1.ClassInfo"];
        };
        /** @description CorrectionResponse is the correction as it stands now. */
        "massar.idara.v1.CorrectionResponse": {
            correction: components["schemas"]["massar.type.v1.Correction"];
        };
        /** @description DeleteBellScheduleResponse is empty. */
        "massar.idara.v1.DeleteBellScheduleResponse": Record<string, never>;
        /** @description DeleteEventResponse is empty. */
        "massar.idara.v1.DeleteEventResponse": Record<string, never>;
        /** @description DiscardRegisterResponse is empty. */
        "massar.idara.v1.DiscardRegisterResponse": Record<string, never>;
        /** @description EventResponse is the event. */
        "massar.idara.v1.EventResponse": {
            event: components["schemas"]["massar.type.v1.SchoolEvent"];
        };
        /** @description GetMeResponse is who is signed in. */
        "massar.idara.v1.GetMeResponse": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description What the person signs in with: Massar code, phone (E.164), `W` and eight digits, or e-mail. */
            identifier: string;
            /** @description Language of the account: `ar` or `fr`. */
            locale: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description Places of the organisation tree where the role holds, such as `ma/07/351`. */
            nodes: string[];
            /** @description The role of this session. */
            role: components["schemas"]["massar.type.v1.AccountRole.Value"];
            /** @description Set for a school office. */
            school: components["schemas"]["massar.type.v1.SchoolRef"];
        };
        /** @description GetSecondFactorPolicyResponse is the policy as it stands. */
        "massar.idara.v1.GetSecondFactorPolicyResponse": {
            /** @description Roles that must bring a second factor; the others need not. */
            roles: components["schemas"]["massar.type.v1.AccountRole.Value"][];
            /** @description Changes with every change; goes back with it. */
            version: string;
        };
        /** @description Group is a part of a class, such as a half group for practical work. */
        "massar.idara.v1.Group": {
            /** @description Such as `G1`. */
            name: string;
            /** @description Those who are in the class today, in list order. */
            studentIds: string[];
        };
        /** @description GroupResponse is the group as it stands from the day on. */
        "massar.idara.v1.GroupResponse": {
            group: components["schemas"]["massar.idara.v1.Group"];
        };
        /** @description ImportResponse says what became of a file. */
        "massar.idara.v1.ImportResponse": {
            import: components["schemas"]["massar.type.v1.Import"];
        };
        /** @description JustificationResponse is the justification as it stands. */
        "massar.idara.v1.JustificationResponse": {
            justification: components["schemas"]["massar.type.v1.AbsenceJustification"];
        };
        /** @description LessonChangeResponse is the lesson as it stands, or with `dryRun` what stands in its way. */
        "massar.idara.v1.LessonChangeResponse": {
            /** @description Only with `dryRun`. */
            conflicts: components["schemas"]["massar.type.v1.SlotConflict"][];
            lesson: components["schemas"]["massar.type.v1.Lesson"];
        };
        /** @description LessonRegister is a lesson with how far its register is. */
        "massar.idara.v1.LessonRegister": {
            /**
             * Format: int32
             * @description Absent students in it.
             */
            absent: number;
            /**
             * Format: int32
             * @description Late students in it.
             */
            late: number;
            lesson: components["schemas"]["massar.type.v1.Lesson"];
            /** @description RFC 3339; empty before. */
            registerAt: string;
            /** @description Name of who wrote last, in the caller's script. */
            registerBy: string;
            /** @description The register was taken. */
            taken: boolean;
        };
        /** @description Level is a level of the reference data. */
        "massar.idara.v1.Level": {
            /** @description Such as `2BAC`. */
            code: string;
            /** @description `PRIM`, `COL` or `QUAL`. */
            cycle: string;
            /** @description In the caller's language. */
            name: string;
            /**
             * Format: int32
             * @description The highest mark: 10 in primary school, 20 after it.
             */
            scale: number;
        };
        /** @description ListAbsenceAlertsResponse is one page, worst first. */
        "massar.idara.v1.ListAbsenceAlertsResponse": {
            alerts: components["schemas"]["massar.type.v1.AbsenceAlert"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListAbsenceLettersResponse is the letters, newest first; at most 100. */
        "massar.idara.v1.ListAbsenceLettersResponse": {
            absenceLetters: components["schemas"]["massar.type.v1.AbsenceLetter"][];
        };
        /** @description ListAccountsResponse says of each student of the class whether he, or his guardian by the relation, has an account. */
        "massar.idara.v1.ListAccountsResponse": {
            accounts: components["schemas"]["massar.idara.v1.PersonAccount"][];
        };
        /** @description ListAssignmentsResponse says who teaches what. */
        "massar.idara.v1.ListAssignmentsResponse": {
            assignments: components["schemas"]["massar.idara.v1.Assignment"][];
        };
        /** @description ListBellSchedulesResponse is the schedules of the school, then the national one. */
        "massar.idara.v1.ListBellSchedulesResponse": {
            bellSchedules: components["schemas"]["massar.type.v1.BellSchedule"][];
        };
        /** @description ListChangesResponse holds one page of changes, oldest first. */
        "massar.idara.v1.ListChangesResponse": {
            /** @description At most 200, oldest first. */
            changes: components["schemas"]["massar.type.v1.Change"][];
            /** @description To ask with next time. */
            cursor: string;
            /** @description More changes wait behind this page. */
            more: boolean;
        };
        /** @description ListClassStudentsResponse is the class in list order, those who left last. */
        "massar.idara.v1.ListClassStudentsResponse": {
            students: components["schemas"]["massar.type.v1.Student"][];
        };
        /** @description ListClassesResponse is one page of classes by label. */
        "massar.idara.v1.ListClassesResponse": {
            classes: components["schemas"]["massar.type.v1.ClassInfo"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListCorrectionsResponse is one page of corrections, newest first. */
        "massar.idara.v1.ListCorrectionsResponse": {
            corrections: components["schemas"]["massar.type.v1.Correction"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListEventsResponse is the events by first day. */
        "massar.idara.v1.ListEventsResponse": {
            events: components["schemas"]["massar.type.v1.SchoolEvent"][];
        };
        /** @description ListGroupsResponse is the groups of a class by name. */
        "massar.idara.v1.ListGroupsResponse": {
            groups: components["schemas"]["massar.idara.v1.Group"][];
        };
        /** @description ListGuardiansResponse is who is joined to the student now. */
        "massar.idara.v1.ListGuardiansResponse": {
            guardians: components["schemas"]["massar.type.v1.Guardian"][];
        };
        /** @description ListJustificationsResponse is one page, newest first. */
        "massar.idara.v1.ListJustificationsResponse": {
            justifications: components["schemas"]["massar.type.v1.AbsenceJustification"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListLessonChangesResponse is the changed lessons by day, at most 500. */
        "massar.idara.v1.ListLessonChangesResponse": {
            lessons: components["schemas"]["massar.type.v1.Lesson"][];
        };
        /** @description ListLessonsResponse is the lessons by hour. */
        "massar.idara.v1.ListLessonsResponse": {
            lessons: components["schemas"]["massar.idara.v1.LessonRegister"][];
        };
        /** @description ListMarkEventsResponse is one page of the trail, oldest first. */
        "massar.idara.v1.ListMarkEventsResponse": {
            events: components["schemas"]["massar.type.v1.MarkEvent"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListMarkSheetsResponse is one page of sheets by class label and subject. */
        "massar.idara.v1.ListMarkSheetsResponse": {
            markSheets: components["schemas"]["massar.type.v1.MarkSheetHead"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListNodesResponse is one page of places by code. */
        "massar.idara.v1.ListNodesResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            /** @description Places of the organisation tree where the role holds, such as `ma/07/351`. */
            nodes: components["schemas"]["massar.idara.v1.Node"][];
        };
        /** @description ListOfficersResponse is one page of those who have an account at the place, by role. */
        "massar.idara.v1.ListOfficersResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            officers: components["schemas"]["massar.idara.v1.Officer"][];
        };
        /** @description ListReferenceResponse is the reference data that forms need. */
        "massar.idara.v1.ListReferenceResponse": {
            levels: components["schemas"]["massar.idara.v1.Level"][];
            subjects: components["schemas"]["massar.type.v1.Subject"][];
        };
        /** @description ListRoomsResponse is every room of the school by name. */
        "massar.idara.v1.ListRoomsResponse": {
            rooms: components["schemas"]["massar.type.v1.Room"][];
        };
        /** @description ListSlotsResponse is one page of the pattern by weekday and period. */
        "massar.idara.v1.ListSlotsResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            slots: components["schemas"]["massar.type.v1.Slot"][];
        };
        /** @description ListStaffResponse is one page of staff records by name. */
        "massar.idara.v1.ListStaffResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            staff: components["schemas"]["massar.idara.v1.Staff"][];
        };
        /** @description ListStudentPathResponse is the path of a student through the years. */
        "massar.idara.v1.ListStudentPathResponse": {
            /** @description Newest first. */
            steps: components["schemas"]["massar.type.v1.PathStep"][];
        };
        /** @description ListTransfersResponse is one page of transfers, newest first. */
        "massar.idara.v1.ListTransfersResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            transfers: components["schemas"]["massar.type.v1.Transfer"][];
        };
        /** @description MarkSheetHeadResponse is the sheet as it stands now. */
        "massar.idara.v1.MarkSheetHeadResponse": {
            markSheet: components["schemas"]["massar.type.v1.MarkSheetHead"];
        };
        /** @description MarkSheetResponse is the sheet. */
        "massar.idara.v1.MarkSheetResponse": {
            markSheet: components["schemas"]["massar.type.v1.MarkSheet"];
        };
        /** @description MissingSheet is the reason why a class is published without one of its sheets. */
        "massar.idara.v1.MissingSheet": {
            /** @description `<GRESA>.<uuid>`. */
            markSheetId: string;
            /** @description For the trail; must say something. */
            reason: string;
        };
        /** @description MonthSheetResponse is the sheet. */
        "massar.idara.v1.MonthSheetResponse": {
            monthSheet: components["schemas"]["massar.type.v1.MonthSheet"];
        };
        /** @description Node is a place of the organisation tree. */
        "massar.idara.v1.Node": {
            /** @description Last part of the path: an academy or directorate code, or a GRESA. */
            code: string;
            /** @description MINISTRY, ACADEMY, DIRECTORATE, SCHOOL, ANNEX. */
            kind: string;
            /** @description In the caller's language. */
            name: string;
            /** @description Path in the organisation tree, such as `ma/07/351/12345A`. */
            node: string;
        };
        /** @description NodeSummary is one place or class in figures. */
        "massar.idara.v1.NodeSummary": {
            absence: components["schemas"]["massar.type.v1.AbsenceFigures"];
            /** @description Empty for a place. */
            classId: string;
            enrolment: components["schemas"]["massar.type.v1.EnrolmentFigures"];
            entry: components["schemas"]["massar.type.v1.EntryFigures"];
            /**
             * @description Of a class: kind CLASS, the path of its school, no code, its label as name. While enrolment is missing, places
             *     are named by their code.
             */
            node: components["schemas"]["massar.idara.v1.Node"];
        };
        /** @description Officer is the account of an officer, or of a member of a school's office, at a place. */
        "massar.idara.v1.Officer": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description The officer has set a password. */
            active: boolean;
            /** @description What the officer signs in with. */
            email: string;
            name: components["schemas"]["massar.type.v1.Name"];
            role: components["schemas"]["massar.type.v1.AccountRole.Value"];
            /** @description Suspended by who stands above. */
            suspended: boolean;
        };
        /** @description PersonAccount says whether a person has an account. */
        "massar.idara.v1.PersonAccount": {
            /** @description Empty when there is none. */
            accountId: string;
            /** @description The person has set a password. */
            active: boolean;
            /** @description A code was printed and not used yet. */
            codeIssued: boolean;
            /** @description UUID of the student, also where the account is his guardian's. */
            personId: string;
            /** @description Suspended by an office or officer. */
            suspended: boolean;
        };
        /** @description PublicationResponse is the publication of a class's semester, or what stands in its way. */
        "massar.idara.v1.PublicationResponse": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description A duration such as `3600s`; empty when there is no publication. */
            guardianDelay: string;
            /** @description Every sheet of the class, as it stands now. */
            markSheets: components["schemas"]["massar.type.v1.MarkSheetHead"][];
            /** @description Sheets that the class was published without. */
            missing: components["schemas"]["massar.idara.v1.MissingSheet"][];
            /** @description RFC 3339; empty when there is no publication. */
            publishAt: string;
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            state: components["schemas"]["massar.idara.v1.PublicationResponse.State.Value"];
            /**
             * Format: int32
             * @description Enrolled at publication.
             */
            students: number;
        };
        /**
         * @description NONE: not published. SCHEDULED: sealed, its hour is still to come. PUBLISHED: families see it. CANCELLED: a
         *     sheet was reopened before the hour.
         * @enum {string}
         */
        "massar.idara.v1.PublicationResponse.State.Value": "NONE" | "SCHEDULED" | "PUBLISHED" | "CANCELLED";
        /** @description RegisterResponse is the register as it stands. */
        "massar.idara.v1.RegisterResponse": {
            register: components["schemas"]["massar.type.v1.Register"];
        };
        /** @description ReintegrateStudentResponse is the student in his class, and what should be looked at. */
        "massar.idara.v1.ReintegrateStudentResponse": {
            student: components["schemas"]["massar.type.v1.Student"];
            /** @description `AGE_ABOVE_LIMIT` for one who is older than those who come back to his level. */
            warnings: components["schemas"]["massar.type.v1.Finding"][];
        };
        /** @description ResetCodeResponse is shown once, to be printed. */
        "massar.idara.v1.ResetCodeResponse": {
            /** @description RFC 3339; after it the code is good for nothing. */
            expiresAt: string;
            /** @description 13 characters in groups. */
            resetCode: string;
        };
        /** @description School is a school with its settings. */
        "massar.idara.v1.School": {
            /** @description `PRIM`, `COL` or `QUAL`. */
            cycle: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description Path in the organisation tree, such as `ma/07/351/12345A`. */
            node: string;
            /** @description GRESA code of the school: five digits and a capital. */
            schoolCode: string;
            settings: components["schemas"]["massar.idara.v1.SchoolSettings"];
        };
        /** @description SchoolResponse is the school as it stands now. */
        "massar.idara.v1.SchoolResponse": {
            school: components["schemas"]["massar.idara.v1.School"];
        };
        /** @description SchoolSettings is what a school decides for itself. */
        "massar.idara.v1.SchoolSettings": {
            /**
             * @description What stood, stands and is to come of the two, in the order of their days. Lessons before the first have the
             *     national rule.
             */
            attendanceRules: components["schemas"]["massar.type.v1.AttendanceRule"][];
            /** @description Teachers may show a control to families before the semester is published. */
            earlyRelease: boolean;
            /** @description Lessons of today to half days: `ANY`, `ALL` or `SHARE` of the lessons missed; empty: the national rule. */
            halfDayRule: string;
            /**
             * Format: int32
             * @description Hours after a lesson of today in which its register is taken without giving a reason; 0: the national rule.
             */
            registerHours: number;
            /** @description Families see the rank of the student in his class. */
            showRank: boolean;
        };
        /** @description SearchStudentsResponse is one page of students of the school in the year, by name. */
        "massar.idara.v1.SearchStudentsResponse": {
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
            students: components["schemas"]["massar.type.v1.Student"][];
        };
        /** @description SetAccountSuspendedResponse is empty. */
        "massar.idara.v1.SetAccountSuspendedResponse": Record<string, never>;
        /** @description SetCustodyResponse is empty. */
        "massar.idara.v1.SetCustodyResponse": Record<string, never>;
        /** @description SetSecondFactorPolicyResponse is empty. */
        "massar.idara.v1.SetSecondFactorPolicyResponse": Record<string, never>;
        /** @description SlotResponse is the slot as it stands, or with `dryRun` what stands in its way. */
        "massar.idara.v1.SlotResponse": {
            /** @description Only with `dryRun`. */
            conflicts: components["schemas"]["massar.type.v1.SlotConflict"][];
            slot: components["schemas"]["massar.type.v1.Slot"];
        };
        /** @description Staff is a staff record. */
        "massar.idara.v1.Staff": {
            /** @description The member has set a password. */
            accountActive: boolean;
            /** @description For IssueResetCode, which says whether the caller may. Empty when the member has no account. */
            accountId: string;
            /** @description Suspended by an office or officer. */
            accountSuspended: boolean;
            /** @description Empty for a record from a file that has no account yet (CreateStaffAccount). */
            email: string;
            /** @description `TEACHER` or `OFFICE`. */
            kind: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description Staff number; may be empty. */
            ppr: string;
            /** @description GRESA code of the school: five digits and a capital. */
            schoolCode: string;
            /** @description UUID; never changes. */
            staffId: string;
        };
        /** @description StaffAccountResponse is the account that was made, with the code to print. */
        "massar.idara.v1.StaffAccountResponse": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description To be printed; empty when the person had an account already. */
            activationCode: string;
            /** @description RFC 3339; after it the code is good for nothing. */
            expiresAt: string;
            /** @description Absent for officers, who have no staff record. */
            staff: components["schemas"]["massar.idara.v1.Staff"];
        };
        /** @description StudentResponse is the student. */
        "massar.idara.v1.StudentResponse": {
            student: components["schemas"]["massar.type.v1.Student"];
        };
        /** @description SummariseNodeResponse is a place with what lies below it, in figures. */
        "massar.idara.v1.SummariseNodeResponse": {
            /** @description Every change up to this instant is counted in the figures shown; empty while some schools were never added up. */
            asOf: string;
            /** @description `enrolment`, `entry`, `absence`: figures that could not be had now. They are in no row. */
            missing: string[];
            /** @description Of absence. */
            month: string;
            node: components["schemas"]["massar.idara.v1.Node"];
            /** @description By code: academies, directorates or schools; below a school its classes by label, then its annexes. */
            rows: components["schemas"]["massar.idara.v1.NodeSummary"][];
            /** @description Of entry. */
            schoolYear: string;
            /**
             * Format: int32
             * @description Of entry.
             */
            semester: number;
            total: components["schemas"]["massar.idara.v1.NodeSummary"];
        };
        /** @description SyncItem is one item of a part. It never changes: a change is another item with another tag. */
        "massar.idara.v1.SyncItem": {
            /** @description Of `classes`. */
            class?: components["schemas"]["massar.type.v1.ClassInfo"];
            /** @description Of `me`. */
            me?: components["schemas"]["massar.idara.v1.GetMeResponse"];
            /** @description Items of a part are shown in the order of these texts. */
            order: string;
            /** @description Of `school`. */
            school?: components["schemas"]["massar.idara.v1.School"];
            /** @description Eight characters that stand for the item's content. */
            tag: string;
            /** @description Of `waiting`. */
            waiting?: components["schemas"]["massar.idara.v1.Waiting"];
        } & (Record<string, never> | {
            me: components["schemas"]["massar.idara.v1.GetMeResponse"];
        } | {
            school: components["schemas"]["massar.idara.v1.School"];
        } | {
            class: components["schemas"]["massar.type.v1.ClassInfo"];
        } | {
            waiting: components["schemas"]["massar.idara.v1.Waiting"];
        });
        /** @description SyncPart is the change of one part: a set of items. */
        "massar.idara.v1.SyncPart": {
            /** @description Items to add. */
            items: components["schemas"]["massar.idara.v1.SyncItem"][];
            /** @description Such as `marks/2026-2027/1`. */
            name: string;
            /** @description Tags of items to forget, eight characters each. */
            removed: string;
        };
        /** @description What differs from what the app holds. Lists that are empty at the end of the answer are left out. */
        "massar.idara.v1.SyncResponse": {
            /** @description Only for a browser that syncs with its cookie, and then in errors too: the session has rotated. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds until the access token expires; beside it.
             */
            expiresIn: number;
            /** @description Held parts that there are no more. */
            gone: string[];
            /** @description Only those in which something changed. */
            parts: components["schemas"]["massar.idara.v1.SyncPart"][];
            /** @description RFC 3339, on the school's clock: as of when this was read. */
            schoolTime: string;
            /** @description Parts that could not be read now, by name or, with a `/` at the end, by how their names begin. */
            stale: string[];
        };
        /** @description TransferResponse is the transfer as it stands now. */
        "massar.idara.v1.TransferResponse": {
            transfer: components["schemas"]["massar.type.v1.Transfer"];
        };
        /** @description UnlinkGuardianResponse is empty. */
        "massar.idara.v1.UnlinkGuardianResponse": Record<string, never>;
        /** @description Waiting counts what waits for the office's answer; at most 500 of each are counted, of transfers 500 of each state. */
        "massar.idara.v1.Waiting": {
            /**
             * Format: int32
             * @description Proposed, and not decided.
             */
            corrections: number;
            /**
             * Format: int32
             * @description Nobody has accepted or refused them.
             */
            justifications: number;
            /**
             * Format: int32
             * @description Students whom other schools ask for.
             */
            transfers: number;
        };
        /** @description DeleteCalendarFeedResponse is empty. */
        "massar.moudaris.v1.DeleteCalendarFeedResponse": Record<string, never>;
        /** @description GetMarkSheetResponse is the sheet. */
        "massar.moudaris.v1.GetMarkSheetResponse": {
            markSheet: components["schemas"]["massar.type.v1.MarkSheet"];
        };
        /** @description GetMeResponse is who is signed in. */
        "massar.moudaris.v1.GetMeResponse": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description What the person signs in with: Massar code, phone (E.164), `W` and eight digits, or e-mail. */
            identifier: string;
            /** @description Language of the account: `ar` or `fr`. */
            locale: string;
            name: components["schemas"]["massar.type.v1.Name"];
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description UUID; never changes. */
            staffId: string;
        };
        /** @description Group is a part of a class, such as a half group for practical work. */
        "massar.moudaris.v1.Group": {
            /** @description Such as `G1`. */
            name: string;
            /** @description Those who are in the class today, in list order. */
            studentIds: string[];
        };
        /** @description LessonRegister is a lesson with how far its register is. */
        "massar.moudaris.v1.LessonRegister": {
            /**
             * Format: int32
             * @description Absent students in it.
             */
            absent: number;
            /**
             * Format: int32
             * @description Late students in it.
             */
            late: number;
            lesson: components["schemas"]["massar.type.v1.Lesson"];
            /** @description RFC 3339; empty before. */
            registerAt: string;
            /** @description Name of who wrote last, in the caller's script. */
            registerBy: string;
            /** @description The register was taken. */
            taken: boolean;
        };
        /** @description ListCalendarFeedsResponse is the addresses, newest first. */
        "massar.moudaris.v1.ListCalendarFeedsResponse": {
            calendarFeeds: components["schemas"]["massar.type.v1.CalendarFeed"][];
        };
        /** @description ListChangesResponse holds one page of changes, oldest first. */
        "massar.moudaris.v1.ListChangesResponse": {
            /** @description At most 200, oldest first. */
            changes: components["schemas"]["massar.type.v1.Change"][];
            /** @description To ask with next time. */
            cursor: string;
            /** @description More changes wait behind this page. */
            more: boolean;
        };
        /** @description ListClassStudentsResponse is the class in list order, those who left last. */
        "massar.moudaris.v1.ListClassStudentsResponse": {
            students: components["schemas"]["massar.type.v1.Student"][];
        };
        /** @description ListClassesResponse is one page of classes by label. */
        "massar.moudaris.v1.ListClassesResponse": {
            classes: components["schemas"]["massar.type.v1.ClassInfo"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListCorrectionsResponse is one page of corrections, newest first. */
        "massar.moudaris.v1.ListCorrectionsResponse": {
            corrections: components["schemas"]["massar.type.v1.Correction"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListGroupsResponse is the groups of a class by name. */
        "massar.moudaris.v1.ListGroupsResponse": {
            groups: components["schemas"]["massar.moudaris.v1.Group"][];
        };
        /** @description ListLessonsResponse is the lessons by hour. */
        "massar.moudaris.v1.ListLessonsResponse": {
            lessons: components["schemas"]["massar.moudaris.v1.LessonRegister"][];
        };
        /** @description ListMarkEventsResponse is one page of the trail, oldest first. */
        "massar.moudaris.v1.ListMarkEventsResponse": {
            events: components["schemas"]["massar.type.v1.MarkEvent"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description ListMarkSheetsResponse is one page of sheets by class label and subject. */
        "massar.moudaris.v1.ListMarkSheetsResponse": {
            markSheets: components["schemas"]["massar.type.v1.MarkSheetHead"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description MonthSheetResponse is the sheet. */
        "massar.moudaris.v1.MonthSheetResponse": {
            monthSheet: components["schemas"]["massar.type.v1.MonthSheet"];
        };
        /** @description ProposeCorrectionResponse is the correction that waits for the office. */
        "massar.moudaris.v1.ProposeCorrectionResponse": {
            correction: components["schemas"]["massar.type.v1.Correction"];
        };
        /** @description RegisterResponse is the register as it stands. */
        "massar.moudaris.v1.RegisterResponse": {
            register: components["schemas"]["massar.type.v1.Register"];
        };
        /** @description SubmitMarkSheetResponse is the sheet as it stands now. */
        "massar.moudaris.v1.SubmitMarkSheetResponse": {
            markSheet: components["schemas"]["massar.type.v1.MarkSheetHead"];
        };
        /** @description SyncItem is one item of a part. It never changes: a change is another item with another tag. */
        "massar.moudaris.v1.SyncItem": {
            /** @description Of `classes`. */
            class?: components["schemas"]["massar.type.v1.ClassInfo"];
            /** @description Of a register. */
            entry?: components["schemas"]["massar.type.v1.RegisterEntry"];
            /** @description A mark sheet without its rows. */
            head?: components["schemas"]["massar.type.v1.MarkSheet"];
            /** @description Of a week. */
            lesson?: components["schemas"]["massar.type.v1.Lesson"];
            /** @description Of `me`. */
            me?: components["schemas"]["massar.moudaris.v1.GetMeResponse"];
            /** @description Items of a part are shown in the order of these texts. */
            order: string;
            /** @description A register without its entries. */
            register?: components["schemas"]["massar.type.v1.Register"];
            /** @description Of a mark sheet. */
            row?: components["schemas"]["massar.type.v1.SheetRow"];
            /** @description Of `sheets`. */
            sheet?: components["schemas"]["massar.type.v1.MarkSheetHead"];
            /** @description Of a class. */
            student?: components["schemas"]["massar.type.v1.Student"];
            /** @description Eight characters that stand for the item's content. */
            tag: string;
            /** @description A week without its lessons, and without its version. */
            week?: components["schemas"]["massar.type.v1.Week"];
        } & (Record<string, never> | {
            me: components["schemas"]["massar.moudaris.v1.GetMeResponse"];
        } | {
            class: components["schemas"]["massar.type.v1.ClassInfo"];
        } | {
            student: components["schemas"]["massar.type.v1.Student"];
        } | {
            sheet: components["schemas"]["massar.type.v1.MarkSheetHead"];
        } | {
            head: components["schemas"]["massar.type.v1.MarkSheet"];
        } | {
            row: components["schemas"]["massar.type.v1.SheetRow"];
        } | {
            week: components["schemas"]["massar.type.v1.Week"];
        } | {
            lesson: components["schemas"]["massar.type.v1.Lesson"];
        } | {
            register: components["schemas"]["massar.type.v1.Register"];
        } | {
            entry: components["schemas"]["massar.type.v1.RegisterEntry"];
        });
        /** @description SyncPart is the change of one part: a set of items. */
        "massar.moudaris.v1.SyncPart": {
            /** @description Items to add. */
            items: components["schemas"]["massar.moudaris.v1.SyncItem"][];
            /** @description Such as `marks/2026-2027/1`. */
            name: string;
            /** @description Tags of items to forget, eight characters each. */
            removed: string;
        };
        /** @description What differs from what the app holds. Lists that are empty at the end of the answer are left out. */
        "massar.moudaris.v1.SyncResponse": {
            /** @description Only for a browser that syncs with its cookie, and then in errors too: the session has rotated. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds until the access token expires; beside it.
             */
            expiresIn: number;
            /** @description Held parts that there are no more. */
            gone: string[];
            /** @description Only those in which something changed. */
            parts: components["schemas"]["massar.moudaris.v1.SyncPart"][];
            /** @description RFC 3339, on the school's clock: as of when this was read. */
            schoolTime: string;
            /** @description Parts that could not be read now, by name or, with a `/` at the end, by how their names begin. */
            stale: string[];
        };
        /** @description DeleteCalendarFeedResponse is empty. */
        "massar.moutamadris.v1.DeleteCalendarFeedResponse": Record<string, never>;
        /** @description GetHomeResponse is the first screen. */
        "massar.moutamadris.v1.GetHomeResponse": {
            average: components["schemas"]["massar.type.v1.AverageMark"];
            /** @description At most five, newest control first. */
            latestMarks: components["schemas"]["massar.type.v1.LatestMark"][];
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            student: components["schemas"]["massar.type.v1.Student"];
        };
        /** @description GetMeResponse is who is signed in. */
        "massar.moutamadris.v1.GetMeResponse": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description What the person signs in with: Massar code, phone (E.164), `W` and eight digits, or e-mail. */
            identifier: string;
            /** @description Language of the account: `ar` or `fr`. */
            locale: string;
            name: components["schemas"]["massar.type.v1.Name"];
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            student: components["schemas"]["massar.type.v1.Student"];
        };
        /** @description ListCalendarFeedsResponse is the addresses, newest first. */
        "massar.moutamadris.v1.ListCalendarFeedsResponse": {
            calendarFeeds: components["schemas"]["massar.type.v1.CalendarFeed"][];
        };
        /** @description ListChangesResponse holds one page of changes, oldest first. */
        "massar.moutamadris.v1.ListChangesResponse": {
            /** @description At most 200, oldest first. */
            changes: components["schemas"]["massar.type.v1.Change"][];
            /** @description To ask with next time. */
            cursor: string;
            /** @description More changes wait behind this page. */
            more: boolean;
        };
        /** @description ListPathResponse is the path of a student through the years. */
        "massar.moutamadris.v1.ListPathResponse": {
            /** @description Newest first. */
            steps: components["schemas"]["massar.type.v1.PathStep"][];
        };
        /** @description SyncItem is one item of a part. It never changes: a change is another item with another tag. */
        "massar.moutamadris.v1.SyncItem": {
            /** @description Of the school year. */
            absence?: components["schemas"]["massar.type.v1.Absence"];
            /** @description Of a week. */
            lesson?: components["schemas"]["massar.type.v1.Lesson"];
            /** @description A semester without its subjects. */
            marks?: components["schemas"]["massar.type.v1.StudentMarks"];
            /** @description Of `me`. */
            me?: components["schemas"]["massar.moutamadris.v1.GetMeResponse"];
            /** @description Items of a part are shown in the order of these texts. */
            order: string;
            /** @description Of the path. */
            step?: components["schemas"]["massar.type.v1.PathStep"];
            /** @description Of a semester. */
            subject?: components["schemas"]["massar.type.v1.SubjectMarks"];
            /** @description Eight characters that stand for the item's content. */
            tag: string;
            /** @description Of the absences of the school year. */
            totals?: components["schemas"]["massar.type.v1.AbsenceTotals"];
            /** @description A week without its lessons, and without its version. */
            week?: components["schemas"]["massar.type.v1.Week"];
        } & (Record<string, never> | {
            me: components["schemas"]["massar.moutamadris.v1.GetMeResponse"];
        } | {
            marks: components["schemas"]["massar.type.v1.StudentMarks"];
        } | {
            subject: components["schemas"]["massar.type.v1.SubjectMarks"];
        } | {
            week: components["schemas"]["massar.type.v1.Week"];
        } | {
            lesson: components["schemas"]["massar.type.v1.Lesson"];
        } | {
            totals: components["schemas"]["massar.type.v1.AbsenceTotals"];
        } | {
            absence: components["schemas"]["massar.type.v1.Absence"];
        } | {
            step: components["schemas"]["massar.type.v1.PathStep"];
        });
        /** @description SyncPart is the change of one part: a set of items. */
        "massar.moutamadris.v1.SyncPart": {
            /** @description Items to add. */
            items: components["schemas"]["massar.moutamadris.v1.SyncItem"][];
            /** @description Such as `marks/2026-2027/1`. */
            name: string;
            /** @description Tags of items to forget, eight characters each. */
            removed: string;
        };
        /** @description What differs from what the app holds. Lists that are empty at the end of the answer are left out. */
        "massar.moutamadris.v1.SyncResponse": {
            /** @description Only for a browser that syncs with its cookie, and then in errors too: the session has rotated. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds until the access token expires; beside it.
             */
            expiresIn: number;
            /** @description Held parts that there are no more. */
            gone: string[];
            /** @description Only those in which something changed. */
            parts: components["schemas"]["massar.moutamadris.v1.SyncPart"][];
            /** @description RFC 3339, on the school's clock: as of when this was read. */
            schoolTime: string;
            /** @description Parts that could not be read now, by name or, with a `/` at the end, by how their names begin. */
            stale: string[];
        };
        /** @description Absence is a lesson that a student missed or came late to. */
        "massar.type.v1.Absence": {
            /** @description `YYYY-MM-DD`. */
            date: string;
            /** @description `HH:MM`. */
            end: string;
            justification: components["schemas"]["massar.type.v1.Absence.Justification.Value"];
            /** @description Last day on which it can be justified in time, `YYYY-MM-DD`; empty for LATE. */
            justifyBy: string;
            /** @description `<GRESA>.<uuid>`. */
            lessonId: string;
            /**
             * Format: int32
             * @description Only with LATE.
             */
            minutesLate: number;
            standing: components["schemas"]["massar.type.v1.Absence.Standing.Value"];
            /** @description `HH:MM`. */
            start: string;
            /** @description ABSENT, EXCUSED or LATE. */
            state: components["schemas"]["massar.type.v1.Attendance.Value"];
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /**
         * @description NONE: nothing was brought. PENDING: the office has not decided. ACCEPTED: justified. REFUSED: not justified.
         * @enum {string}
         */
        "massar.type.v1.Absence.Justification.Value": "NONE" | "PENDING" | "ACCEPTED" | "REFUSED";
        /**
         * @description UNDECIDED: can still be justified in time, or the office has not decided.
         * @enum {string}
         */
        "massar.type.v1.Absence.Standing.Value": "UNDECIDED" | "JUSTIFIED" | "UNJUSTIFIED";
        /** @description AbsenceAlert is a student whose absences ask for somebody's attention. */
        "massar.type.v1.AbsenceAlert": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            halfDays: string;
            /** @description RFC 3339 of the last letter of this month; empty: none. */
            letterAt: string;
            /** @description RISK or CRITICAL. */
            level: string;
            /** @description One letter and nine digits, such as `J134567890`. */
            massarCode: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description UUID; never changes. */
            studentId: string;
            /** @description Percent of the study half days that were missed without justification. */
            unjustifiedRate: string;
        };
        /** @description AbsenceFigures add the month sheets of classes up: half days of all students together. */
        "massar.type.v1.AbsenceFigures": {
            /** Format: int32 */
            justified: number;
            /** @description Percent of the missed half days that are justified; empty where none was missed. */
            justifiedShare: string;
            /**
             * Format: int32
             * @description Of them those missed, and what these stand as.
             */
            missedHalfDays: number;
            /** @description Percent of the half days that were attended, such as `96.40`; empty where there was no lesson. */
            rate: string;
            /**
             * Format: int32
             * @description Lessons held whose register nobody took.
             */
            registersMissing: number;
            /**
             * Format: int32
             * @description Half days on which the students had lessons.
             */
            studyHalfDays: number;
            /** Format: int32 */
            undecided: number;
            /** Format: int32 */
            unjustified: number;
        };
        /** @description AbsenceJustification is an excuse for the absences of some days. */
        "massar.type.v1.AbsenceJustification": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description RFC 3339; empty while it waits. */
            decidedAt: string;
            /** @description Of the office; always there with REFUSED. */
            decisionReason: string;
            documents: components["schemas"]["massar.type.v1.JustificationDocument"][];
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            /** @description `<GRESA>.<uuid>`. */
            justificationId: string;
            /**
             * Format: int32
             * @description Lessons missed in these days that it is about.
             */
            lessons: number;
            reason: components["schemas"]["massar.type.v1.JustificationReason.Value"];
            state: components["schemas"]["massar.type.v1.AbsenceJustification.State.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            studentName: components["schemas"]["massar.type.v1.Name"];
            /** @description RFC 3339. */
            submittedAt: string;
            /** @description By GUARDIAN or SCHOOL_OFFICE. */
            submittedBy: string;
            /** @description In the words of who sent it; may be empty. */
            text: string;
            /** @description Last day, `YYYY-MM-DD`. */
            to: string;
            /**
             * Format: int32
             * @description To change a decision with; new with each decision and each paper.
             */
            version: number;
        };
        /**
         * @description PENDING: waits for the office.
         * @enum {string}
         */
        "massar.type.v1.AbsenceJustification.State.Value": "PENDING" | "ACCEPTED" | "REFUSED";
        /** @description AbsenceLetter is a letter to the guardians of a student about his absences. */
        "massar.type.v1.AbsenceLetter": {
            /**
             * Format: int32
             * @description Absences that it lists.
             */
            absences: number;
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            /** @description RFC 3339. */
            issuedAt: string;
            /** @description `<GRESA>.<uuid>`. */
            letterId: string;
            /** @description UUID; never changes. */
            studentId: string;
            studentName: components["schemas"]["massar.type.v1.Name"];
            /** @description Last day, `YYYY-MM-DD`. */
            to: string;
        };
        /** @description AbsenceTotals are the sums of a list of absences; decimal strings such as `3` or `1.5`. */
        "massar.type.v1.AbsenceTotals": {
            /** @description Half days missed. */
            halfDays: string;
            hoursJustified: string;
            /** @description Not decided yet. */
            hoursUndecided: string;
            hoursUnjustified: string;
        };
        /**
         * @description STUDENT reads his own marks, GUARDIAN those of his children; TEACHER enters marks; SCHOOL_OFFICE runs a
         *     school; PROVINCE, ACADEMY and MINISTRY are over schools.
         * @enum {string}
         */
        "massar.type.v1.AccountRole.Value": "STUDENT" | "GUARDIAN" | "TEACHER" | "SCHOOL_OFFICE" | "PROVINCE" | "ACADEMY" | "MINISTRY";
        /** @description ActivitiesMark is the mark of the integrated activities. */
        "massar.type.v1.ActivitiesMark": {
            /** @description Only with ABSENT. */
            justified?: boolean;
            /** @description Decimal string with two digits; only with GRADED. */
            mark?: string;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
        };
        /**
         * @description PRESENT, ABSENT, LATE (with minutes), EXCUSED (absent, and allowed to), SENT_TO_OFFICE (came, and was sent out).
         * @enum {string}
         */
        "massar.type.v1.Attendance.Value": "PRESENT" | "ABSENT" | "LATE" | "EXCUSED" | "SENT_TO_OFFICE";
        /** @description AttendanceRule is what a school decides about the attendance of lessons from a day on. */
        "massar.type.v1.AttendanceRule": {
            /** @description The first day, `YYYY-MM-DD`, until that of the next rule; empty: from the beginning. */
            from: string;
            /** @description `ANY`, `ALL` or `SHARE` of the lessons missed make a half day; empty: the national rule. */
            halfDayRule: string;
            /**
             * Format: int32
             * @description Hours after a lesson in which its register is taken without giving a reason; 0: the national rule.
             */
            registerHours: number;
        };
        /** @description AverageMark is the semester average with its rank. */
        "massar.type.v1.AverageMark": {
            /**
             * Format: int32
             * @description Enrolled at publication.
             */
            classSize?: number;
            /**
             * Format: int32
             * @description 1 + number of strictly higher averages; absent where the school does not show it.
             */
            rank?: number;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
            /** @description Decimal string with two digits; only with GRADED. */
            value?: string;
        };
        /** @description BellPeriod is one period of a weekday. */
        "massar.type.v1.BellPeriod": {
            /** @description `HH:MM`. */
            end: string;
            /** @description `AM` or `PM`. */
            half: string;
            /**
             * Format: int32
             * @description From 1.
             */
            period: number;
            /** @description `HH:MM`. */
            start: string;
            /**
             * Format: int32
             * @description 1: Monday, to 6: Saturday.
             */
            weekday: number;
        };
        /** @description BellSchedule is the hours of a school for some days. */
        "massar.type.v1.BellSchedule": {
            /** @description `<GRESA>.<uuid>`; empty: the national schedule. */
            bellScheduleId: string;
            /** @description First day, `YYYY-MM-DD`; empty: always. */
            from: string;
            name: string;
            /** @description By weekday and number. */
            periods: components["schemas"]["massar.type.v1.BellPeriod"][];
            /** @description `REGULAR`, `WINTER` or `RAMADAN`; `ALL`: in every season. */
            season: string;
            /** @description Last day; empty: no end. */
            to: string;
        };
        /** @description CalendarFeed is a private address from which a calendar program reads a timetable. */
        "massar.type.v1.CalendarFeed": {
            /** @description RFC 3339. */
            createdAt: string;
            /** @description UUID. */
            feedId: string;
            /** @description As its owner named it; may be empty. */
            label: string;
            /** @description Whose week it is: of a guardian's child; empty for the owner's own. */
            studentId: string;
            /** @description Only in the answer that creates it: the address, a secret like a password. */
            url: string;
        };
        /** @description CellInput is one cell to write: a mark as typed ("14.5", "14,5"), or a state (ABSENT, EXEMPT, MISSING). */
        "massar.type.v1.CellInput": {
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            /** @description At most two decimals; absent where `state` is sent. */
            mark?: string;
            /** @description `ABSENT`, `EXEMPT`, or `MISSING`, which clears the cell. */
            state?: components["schemas"]["massar.type.v1.MarkState.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            /**
             * Format: int32
             * @description The version that the writer saw.
             */
            version: number;
        };
        /** @description Change says that something a caller may read has changed; the reader then fetches it. */
        "massar.type.v1.Change": {
            /** @description Microsecond clock of the change, RFC 3339. */
            at: string;
            /** @description Student, mark sheet, correction, class, lesson or justification id, by kind. */
            id: string;
            /** @description MARKS, MARK_SHEET, CORRECTION, PUBLICATION, ABSENCES, JUSTIFICATION, TIMETABLE. */
            kind: string;
        };
        /** @description ChildGuardian is a guardian of a child as the other guardians see him. */
        "massar.type.v1.ChildGuardian": {
            /** @description As the school knows him; both scripts may be empty. */
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description FATHER, MOTHER, TUTOR or OTHER. */
            relation: components["schemas"]["massar.type.v1.Relation.Value"];
            /** @description What a decision keeps from him: `CUSTODY` means everything about this child. */
            restrictions: string[];
            /** @description The caller himself. */
            self: boolean;
        };
        /** @description ClassInfo is a class with what its reader may see of it. */
        "massar.type.v1.ClassInfo": {
            /** @description `<GRESA>.<uuid>`. */
            classId: string;
            /** @description Such as `2BACSPF-1`. */
            label: string;
            /** @description Code of the level, such as `2BAC`. */
            level: string;
            /** @description GRESA code of the school: five digits and a capital. */
            schoolCode: string;
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /** @description Code of the stream; empty where the level has none. */
            stream: string;
            /**
             * Format: int32
             * @description Enrolled today.
             */
            studentCount: number;
            /** @description For a teacher his own; else all that the level teaches. */
            subjects: components["schemas"]["massar.type.v1.Subject"][];
        };
        /** @description ClassRef points at a class. */
        "massar.type.v1.ClassRef": {
            /** @description `<GRESA>.<uuid>`. */
            classId: string;
            /** @description Such as `2BACSPF-1`. */
            label: string;
        };
        /** @description ConflictCell was not written: somebody else wrote it first. Column "REMARK" is the remark. */
        "massar.type.v1.ConflictCell": {
            /** @description RFC 3339; empty when nobody wrote it. */
            at: string;
            /** @description Who wrote the current value, by name in the caller's script; empty when nobody did. */
            by: string;
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            current: components["schemas"]["massar.type.v1.CurrentCell"];
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description ConflictEntry was not written: somebody else wrote it first. */
        "massar.type.v1.ConflictEntry": {
            /** @description RFC 3339. */
            at: string;
            /** @description Name of who wrote it, in the caller's script. */
            by: string;
            /**
             * Format: int32
             * @description Only with LATE.
             */
            minutesLate: number;
            /** @description What stands there now. */
            state: components["schemas"]["massar.type.v1.Attendance.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            /** Format: int32 */
            version: number;
        };
        /** @description ControlMark is one continuous-assessment control. */
        "massar.type.v1.ControlMark": {
            /** @description As `classLow`. */
            classAverage?: string;
            /** @description As `classLow`. */
            classHigh?: string;
            /** @description Lowest, mean and highest mark of the class; absent under five numeric marks. */
            classLow?: string;
            /** @description YYYY-MM-DD, empty when the teacher gave none. */
            date: string;
            /** @description Only with ABSENT. */
            justified?: boolean;
            /** @description As the teacher named it; may be empty. */
            label: string;
            /** @description Decimal string with two digits; only with GRADED. */
            mark?: string;
            /**
             * Format: int32
             * @description From 1.
             */
            number: number;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
        };
        /** @description Correction is a change of a published mark: proposed by one person, decided by another. */
        "massar.type.v1.Correction": {
            /** @description What should stand there. */
            after: components["schemas"]["massar.type.v1.CurrentCell"];
            /** @description What stood in the cell when it was proposed. */
            before: components["schemas"]["massar.type.v1.CurrentCell"];
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            /** @description `<GRESA>.<uuid>`. */
            correctionId: string;
            /** @description RFC 3339; empty while it waits. */
            decidedAt: string;
            /** @description Empty while it waits. */
            decidedBy: string;
            /** @description Of who decided; may be empty. */
            decisionReason: string;
            /** @description `<GRESA>.<uuid>`. */
            markSheetId: string;
            /** @description The caller proposed it, under this account or another: somebody else decides. */
            own: boolean;
            /** @description RFC 3339. */
            proposedAt: string;
            /** @description By name in the caller's script. */
            proposedBy: string;
            /** @description Of who proposed it. */
            reason: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            state: components["schemas"]["massar.type.v1.Correction.State.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            studentName: components["schemas"]["massar.type.v1.Name"];
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /**
         * @description PROPOSED: waits for the office. APPROVED: carried out. REFUSED: the mark stays.
         * @enum {string}
         */
        "massar.type.v1.Correction.State.Value": "PROPOSED" | "APPROVED" | "REFUSED";
        /** @description CurrentCell is what stands in a cell now. */
        "massar.type.v1.CurrentCell": {
            /** @description Decimal string with two digits; only with GRADED. */
            mark?: string;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
            /** @description Only for the remark. */
            text?: string;
            /** Format: int32 */
            version: number;
        };
        /** @description DocumentLink is an address that opens a paper for a few minutes. */
        "massar.type.v1.DocumentLink": {
            /** @description RFC 3339. */
            expiresAt: string;
            /** @description Relative to the server, or absolute where papers lie elsewhere. */
            url: string;
        };
        /** @description EnrolmentFigures count who is in the schools of a place today. */
        "massar.type.v1.EnrolmentFigures": {
            /** Format: int32 */
            boys: number;
            /** Format: int32 */
            classes: number;
            /**
             * Format: int32
             * @description Of the students those whose sex is written down.
             */
            girls: number;
            /**
             * Format: int32
             * @description Schools and annexes.
             */
            schools: number;
            /** Format: int32 */
            students: number;
        };
        /** @description EntryFigures say how far the marks of a semester have come. */
        "massar.type.v1.EntryFigures": {
            /**
             * Format: int32
             * @description Classes with mark sheets; of them those whose publication waits for its hour, and those whose hour has come.
             */
            classes: number;
            /** Format: int32 */
            classesPublished: number;
            /** Format: int32 */
            classesScheduled: number;
            /**
             * Format: int32
             * @description Cells that hold a mark or a state, of students who are in the class today.
             */
            entered: number;
            /**
             * Format: int32
             * @description Cells that there are: columns times students in the class today.
             */
            expected: number;
            /**
             * Format: int32
             * @description Mark sheets by their state.
             */
            sheetsOpen: number;
            /** Format: int32 */
            sheetsPublished: number;
            /** Format: int32 */
            sheetsSubmitted: number;
            /** Format: int32 */
            sheetsValidated: number;
        };
        /** @description EntryInput is one entry to write. */
        "massar.type.v1.EntryInput": {
            /**
             * Format: int32
             * @description 1 to 240 with LATE; 0 otherwise.
             */
            minutesLate: number;
            state: components["schemas"]["massar.type.v1.Attendance.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            /**
             * Format: int32
             * @description The version that the writer saw.
             */
            version: number;
        };
        /** @description Finding is something odd that was let pass. */
        "massar.type.v1.Finding": {
            /** @description For the person, in the caller's language. */
            message: string;
            /** @description A reason of the error catalogue. */
            reason: string;
        };
        /** @description Guardian is a guardian of a student as the school office sees him. */
        "massar.type.v1.Guardian": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description A custody decision denies this guardian everything about this student. */
            custodyDenied: boolean;
            /** @description UUID; never changes. */
            guardianId: string;
            /** @description What the guardian is to the student; `SELF` is the student's own account. */
            relation: components["schemas"]["massar.type.v1.Relation.Value"];
        };
        /** @description HeldPart is what an app holds of one part: its items by their tags. Together they are its cursor. */
        "massar.type.v1.HeldPart": {
            /** @description As the answer named it, such as `marks/2026-2027/1`. */
            name: string;
            /** @description Eight characters for each item, one after the other, in any order. */
            tags: string;
        };
        /** @description Import is one file handed in, with every cell that stopped it. */
        "massar.type.v1.Import": {
            /**
             * Format: int32
             * @description Students of a class list, cells and remarks of a mark sheet, members of staff; 0 when refused.
             */
            accepted: number;
            /** @description The file was only looked at: nothing was written, and the state says what would have become of it. */
            dryRun: boolean;
            /** @description `<GRESA>.<uuid>`. */
            importId: string;
            /** @description `CLASS_LIST`, `MARK_SHEET`, `TIMETABLE`, `ABSENCES`, `STAFF`. */
            kind: string;
            /** @description Every cell that stopped the file; empty when done. */
            refused: components["schemas"]["massar.type.v1.ImportIssue"][];
            state: components["schemas"]["massar.type.v1.Import.State.Value"];
            /** @description What is odd and was let pass, such as a student of the class who is not in the list. */
            warnings: components["schemas"]["massar.type.v1.ImportIssue"][];
        };
        /**
         * @description DONE: written. REFUSED: nothing was written, `refused` says why. RUNNING: not finished yet.
         * @enum {string}
         */
        "massar.type.v1.Import.State.Value": "DONE" | "REFUSED" | "RUNNING";
        /** @description ImportIssue is one cell of a file and what is wrong with it. */
        "massar.type.v1.ImportIssue": {
            /** @description Such as `G18`; of an XML file the number of the line. */
            cell: string;
            /** @description Of a CELL_CONFLICT of a mark sheet: its column, such as `C1` or `ACT`, or `REMARK`. */
            column: string;
            /** @description For the person, in the caller's language. */
            message: string;
            /** @description A reason of the error catalogue. */
            reason: string;
            /** @description Name of the worksheet, or of the table of an XML file. */
            sheet: string;
            /** @description Of a CELL_CONFLICT of a mark sheet: whose cell it is. */
            studentId: string;
            /**
             * @description What stands in the cell, or was read of the line; at most 80 characters. Not kept: of an Excel or ESISE file it
             *     comes with the answer to the upload only. Empty where nothing stands there.
             */
            value: string;
            /**
             * Format: int32
             * @description Of a CELL_CONFLICT of a mark sheet: the version of what is recorded there.
             */
            version: number;
        };
        /** @description JustificationDocument is a paper that came with an excuse. */
        "massar.type.v1.JustificationDocument": {
            /** @description `application/pdf`, `image/jpeg` or `image/png`, told from its bytes. */
            contentType: string;
            /** @description `<GRESA>.<uuid>`. */
            documentId: string;
            /**
             * Format: int32
             * @description In bytes.
             */
            size: number;
        };
        /**
         * @description ILLNESS, FAMILY, TRANSPORT, WEATHER, ADMINISTRATIVE, OTHER.
         * @enum {string}
         */
        "massar.type.v1.JustificationReason.Value": "ILLNESS" | "FAMILY" | "TRANSPORT" | "WEATHER" | "ADMINISTRATIVE" | "OTHER";
        /** @description LatestMark is a mark that families can see now. */
        "massar.type.v1.LatestMark": {
            control: components["schemas"]["massar.type.v1.ControlMark"];
            /**
             * Format: int32
             * @description The highest mark: 10 in primary school, 20 after it.
             */
            scale: number;
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /** @description Lesson is one lesson on one day: a slot of the pattern and a date. */
        "massar.type.v1.Lesson": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description `YYYY-MM-DD`, the day on which it is held. */
            date: string;
            /** @description `HH:MM` on the school's clock. */
            end: string;
            /** @description Such as `G1`; empty: the whole class. */
            group: string;
            /** @description `<GRESA>.<uuid>`; survives edits of the pattern once a register exists. */
            lessonId: string;
            /** @description For families, such as why a lesson is not held; may be empty. */
            note: string;
            /** @description Name of the room; may be empty. */
            room: string;
            /** @description `HH:MM` on the school's clock. */
            start: string;
            status: components["schemas"]["massar.type.v1.Lesson.Status.Value"];
            subject: components["schemas"]["massar.type.v1.Subject"];
            teacher: components["schemas"]["massar.type.v1.Teacher"];
            /**
             * @description Of what stands: changes whenever the lesson does. Only where an office works on single lessons, empty in weeks; who
             *     sends it back with a change overwrites nobody else's.
             */
            version: string;
        };
        /**
         * @description PLANNED: as the pattern says. CANCELLED: not held. MOVED: held on another day or hour. REPLACED: another
         *     teacher or room.
         * @enum {string}
         */
        "massar.type.v1.Lesson.Status.Value": "PLANNED" | "CANCELLED" | "MOVED" | "REPLACED";
        /** @description MarkEvent is one entry of the trail of a mark sheet. */
        "massar.type.v1.MarkEvent": {
            /** @description Text of the value after. */
            after: string;
            /** @description RFC 3339. */
            at: string;
            /** @description Text of the value before: a mark, the word of a state, a remark; empty for a cell never written. */
            before: string;
            /** @description Name of who did it, in the caller's script. */
            by: string;
            /** @description Empty for what concerns no column. */
            column: string;
            /** @description Hexadecimal SHA-256 over this event and the one before it. */
            hash: string;
            /**
             * @description SAVE, IMPORT, REMARK, SET_COLUMN, ADD_COLUMN, SUBMIT, VALIDATE, REOPEN, RELEASE, PUBLISH, DECIDE_ABSENCE,
             *     PROPOSE_CORRECTION, CORRECT, REFUSE_CORRECTION, REGISTER: an absence that the register of a lesson brought or took
             *     back.
             */
            kind: string;
            /** @description Only with CORRECT: name of who proposed the correction, in the caller's script. */
            proposedBy: string;
            /** @description As given by who did it; may be empty. */
            reason: string;
            /** @description The role in which it was done. */
            role: string;
            /**
             * Format: int32
             * @description From 1, without gaps.
             */
            sequence: number;
            /** @description Empty for what concerns the whole sheet. */
            studentId: string;
        };
        /** @description MarkSheet is a sheet with its columns and rows. */
        "massar.type.v1.MarkSheet": {
            /**
             * @description Share of the activities in the mark of the subject, a fraction such as `1/4`; the controls have the rest. Empty
             *     where the activities weigh 0. Told by GetMarkSheet.
             */
            activitiesWeight: string;
            class: components["schemas"]["massar.type.v1.ClassRef"];
            columns: components["schemas"]["massar.type.v1.SheetColumn"][];
            /** @description `<GRESA>.<uuid>`. */
            markSheetId: string;
            rows: components["schemas"]["massar.type.v1.SheetRow"][];
            /**
             * Format: int32
             * @description The highest mark: 10 in primary school, 20 after it.
             */
            scale: number;
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            state: components["schemas"]["massar.type.v1.SheetState.Value"];
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /** @description MarkSheetHead is a sheet without its rows. */
        "massar.type.v1.MarkSheetHead": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /**
             * Format: int32
             * @description Cells that hold a mark or a state.
             */
            entered: number;
            /**
             * Format: int32
             * @description Students x mark columns.
             */
            expected: number;
            /** @description `<GRESA>.<uuid>`. */
            markSheetId: string;
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            state: components["schemas"]["massar.type.v1.SheetState.Value"];
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /**
         * @description GRADED: `mark` holds it. ABSENT: absent and decided, `justified` says how. PENDING: absent, not yet decided.
         *     EXEMPT: takes no part. MISSING: not entered. NOT_PUBLISHED: not for this reader yet.
         * @enum {string}
         */
        "massar.type.v1.MarkState.Value": "GRADED" | "ABSENT" | "PENDING" | "EXEMPT" | "MISSING" | "NOT_PUBLISHED";
        /** @description MonthRow is one student of a month sheet; numbers are decimal strings. */
        "massar.type.v1.MonthRow": {
            /** @description NORMAL, RISK or CRITICAL, by the dated thresholds. */
            alert: string;
            daysJustified: string;
            daysUnjustified: string;
            halfDays: string;
            hoursJustified: string;
            hoursUndecided: string;
            hoursUnjustified: string;
            /**
             * Format: int32
             * @description Times late.
             */
            late: number;
            /** @description One letter and nine digits, such as `J134567890`. */
            massarCode: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /**
             * Format: int32
             * @description Place in the class list, from 1.
             */
            number: number;
            /** @description Percent with two digits. */
            rate: string;
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description MonthSheet is the attendance of a class in a month. */
        "massar.type.v1.MonthSheet": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description `YYYY-MM`. */
            month: string;
            /** @description Percent with two digits, such as `95.50`; empty when there was no half day. */
            rate: string;
            /**
             * Format: int32
             * @description Lessons of the month whose register nobody took.
             */
            registersMissing: number;
            /** @description In list order. */
            rows: components["schemas"]["massar.type.v1.MonthRow"][];
            /**
             * Format: int32
             * @description Half days on which the class had lessons.
             */
            studyHalfDays: number;
        };
        /** @description Name is a person's name in both scripts, family name first as on MASSAR's sheets. */
        "massar.type.v1.Name": {
            /** @description Arabic script; may be empty where `latin` is not. */
            ar: string;
            /** @description Latin script; may be empty where `ar` is not. */
            latin: string;
        };
        /** @description NowNext is the lesson that runs and the one after it. */
        "massar.type.v1.NowNext": {
            /** @description Others that begin with the next one. */
            alsoNext: components["schemas"]["massar.type.v1.Lesson"][];
            /** @description Others that run as well, such as that of the other group of a class. */
            alsoNow: components["schemas"]["massar.type.v1.Lesson"][];
            /** @description `YYYY-MM-DDTHH:MM` on the school's clock: for when this was said. */
            at: string;
            /** @description The next lesson that is held within seven days; absent when there is none. */
            next?: components["schemas"]["massar.type.v1.Lesson"];
            /** @description Absent when no lesson runs. */
            now?: components["schemas"]["massar.type.v1.Lesson"];
        };
        /** @description PathStep is one enrolment of a student's path. */
        "massar.type.v1.PathStep": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description `YYYY-MM-DD`. */
            from: string;
            /** @description Code of the level, such as `2BAC`. */
            level: string;
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /** @description The first day that no longer counts; empty while enrolled. */
            to: string;
        };
        /** @description RefusedCell was not written: its value cannot stand. */
        "massar.type.v1.RefusedCell": {
            /** @description As sent; `REMARK` is the remark. */
            column: string;
            /** @description For the person, in the caller's language. */
            message: string;
            /** @description A reason of the error catalogue. */
            reason: string;
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description RefusedEntry was not written: it cannot stand. */
        "massar.type.v1.RefusedEntry": {
            /** @description For the person, in the caller's language. */
            message: string;
            /** @description A reason of the error catalogue. */
            reason: string;
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description Register is the attendance of one lesson. */
        "massar.type.v1.Register": {
            /** @description RFC 3339; empty before. */
            at: string;
            /** @description Name of who wrote last, in the caller's script; empty before. */
            by: string;
            /** @description In list order. */
            entries: components["schemas"]["massar.type.v1.RegisterEntry"][];
            lesson: components["schemas"]["massar.type.v1.Lesson"];
            /** @description Somebody has taken it. */
            taken: boolean;
            window: components["schemas"]["massar.type.v1.Register.Window.Value"];
        };
        /**
         * @description EARLY: the lesson is not near. OPEN: write. LATE: write with a reason. CLOSED: only the office writes.
         * @enum {string}
         */
        "massar.type.v1.Register.Window.Value": "EARLY" | "OPEN" | "LATE" | "CLOSED";
        /** @description RegisterEntry is one student of a register. */
        "massar.type.v1.RegisterEntry": {
            /** @description A justification covers the day already; only while the student is away. */
            justified: boolean;
            /** @description One letter and nine digits, such as `J134567890`. */
            massarCode: string;
            /**
             * Format: int32
             * @description Only with LATE.
             */
            minutesLate: number;
            name: components["schemas"]["massar.type.v1.Name"];
            /**
             * Format: int32
             * @description Place in the class list, from 1.
             */
            number: number;
            state: components["schemas"]["massar.type.v1.Attendance.Value"];
            /** @description UUID; never changes. */
            studentId: string;
            /**
             * Format: int32
             * @description To be sent back with a new state; 0: never written.
             */
            version: number;
        };
        /** @description RegisterResult says of each entry what became of it. */
        "massar.type.v1.RegisterResult": {
            /** @description Not written: somebody else was first. */
            conflicts: components["schemas"]["massar.type.v1.ConflictEntry"][];
            /** @description Not written: the entry cannot stand. */
            refused: components["schemas"]["massar.type.v1.RefusedEntry"][];
            /** @description Written, or already so, with their versions. */
            saved: components["schemas"]["massar.type.v1.SavedEntry"][];
        };
        /**
         * @description FATHER, MOTHER, TUTOR, OTHER; SELF is the student himself.
         * @enum {string}
         */
        "massar.type.v1.Relation.Value": "FATHER" | "MOTHER" | "TUTOR" | "OTHER" | "SELF";
        /** @description RemarkInput is one remark to write; an empty text clears it. */
        "massar.type.v1.RemarkInput": {
            /** @description UUID; never changes. */
            studentId: string;
            /** @description At most 200 characters, no control characters. */
            text: string;
            /**
             * Format: int32
             * @description The version that the writer saw.
             */
            version: number;
        };
        /** @description Room is a room of a school. */
        "massar.type.v1.Room": {
            /** @description As on the door; no `/`. */
            name: string;
            /**
             * Format: int32
             * @description 0: not known.
             */
            seats: number;
        };
        /** @description SaveResult says of each cell what became of it. */
        "massar.type.v1.SaveResult": {
            /** @description Not written: somebody else was first. */
            conflicts: components["schemas"]["massar.type.v1.ConflictCell"][];
            /** @description Not written: the value cannot stand. */
            refused: components["schemas"]["massar.type.v1.RefusedCell"][];
            /** @description Written, with their new versions. */
            saved: components["schemas"]["massar.type.v1.SavedCell"][];
            /** @description Remarks written, with their new versions. */
            savedRemarks: components["schemas"]["massar.type.v1.SavedRemark"][];
        };
        /** @description SavedCell is a written cell with its new version. */
        "massar.type.v1.SavedCell": {
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            /** @description UUID; never changes. */
            studentId: string;
            /** Format: int32 */
            version: number;
        };
        /** @description SavedEntry is a written entry with its version. */
        "massar.type.v1.SavedEntry": {
            /** @description UUID; never changes. */
            studentId: string;
            /** Format: int32 */
            version: number;
        };
        /** @description SavedRemark is a written remark with its new version. */
        "massar.type.v1.SavedRemark": {
            /** @description UUID; never changes. */
            studentId: string;
            /** Format: int32 */
            version: number;
        };
        /** @description SchoolDay says of a day whether there are lessons, and why not. */
        "massar.type.v1.SchoolDay": {
            /** @description `YYYY-MM-DD`. */
            date: string;
            kind: components["schemas"]["massar.type.v1.SchoolDay.Kind.Value"];
            /** @description In the caller's language; empty for SCHOOL and REST. */
            label: string;
        };
        /**
         * @description SCHOOL: lessons are held. REST: Sunday. HOLIDAY and BREAK: of the national calendar. EXAM and CLOSED: decided
         *     by the school.
         * @enum {string}
         */
        "massar.type.v1.SchoolDay.Kind.Value": "SCHOOL" | "REST" | "HOLIDAY" | "BREAK" | "EXAM" | "CLOSED";
        /** @description SchoolEvent is something that a school announces for some days. */
        "massar.type.v1.SchoolEvent": {
            /** @description Classes that it concerns; none: all of the school. */
            classIds: string[];
            /** @description `<GRESA>.<uuid>`. */
            eventId: string;
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            kind: components["schemas"]["massar.type.v1.SchoolEvent.Kind.Value"];
            /** @description In the caller's language where the school gave both. */
            title: string;
            /** @description Last day, `YYYY-MM-DD`. */
            to: string;
        };
        /**
         * @description EVENT: nothing. EXAM and CLOSED: the lessons of its classes are not held.
         * @enum {string}
         */
        "massar.type.v1.SchoolEvent.Kind.Value": "EVENT" | "EXAM" | "CLOSED";
        /** @description SchoolRef points at a school, named in the caller's language. */
        "massar.type.v1.SchoolRef": {
            name: string;
            /** @description GRESA code of the school: five digits and a capital. */
            schoolCode: string;
        };
        /** @description SheetCell is one mark with its version. Version 0: never written. */
        "massar.type.v1.SheetCell": {
            /**
             * @description The register has the student absent in this subject on the day of the control, whatever the cell says. Told by
             *     GetMarkSheet.
             */
            absentInRegister: boolean;
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            /** @description Only with ABSENT. */
            justified?: boolean;
            /** @description Decimal string with two digits, such as `14.50`; only with GRADED. */
            mark?: string;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
            /**
             * Format: int32
             * @description To be sent back with a new value.
             */
            version: number;
        };
        /** @description SheetColumn is one mark column, C1..C5 or ACT. */
        "massar.type.v1.SheetColumn": {
            /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
            column: string;
            /** @description `YYYY-MM-DD`; empty when the teacher gave none. */
            date: string;
            kind: components["schemas"]["massar.type.v1.SheetColumn.Kind.Value"];
            /** @description As the teacher named it; may be empty. */
            label: string;
            /**
             * Format: int32
             * @description Number of the control, from 1; 0 for the activities.
             */
            number: number;
            state: components["schemas"]["massar.type.v1.SheetColumn.State.Value"];
        };
        /**
         * @description CONTROL: a continuous-assessment control. ACTIVITIES: the integrated activities.
         * @enum {string}
         */
        "massar.type.v1.SheetColumn.Kind.Value": "CONTROL" | "ACTIVITIES";
        /**
         * @description OPEN: marks are entered. RELEASED: entered still, and shown to families already. LOCKED: closed for entry.
         * @enum {string}
         */
        "massar.type.v1.SheetColumn.State.Value": "OPEN" | "RELEASED" | "LOCKED";
        /** @description SheetRow is one student of a sheet. */
        "massar.type.v1.SheetRow": {
            /** @description One for each column, in their order. */
            cells: components["schemas"]["massar.type.v1.SheetCell"][];
            /** @description The student left the class: read only. */
            left: boolean;
            /** @description One letter and nine digits, such as `J134567890`. */
            massarCode: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /**
             * Format: int32
             * @description Place in the class list, from 1.
             */
            number: number;
            /** @description The teacher's remark, at most 200 characters. */
            remark: string;
            /**
             * Format: int32
             * @description To be sent back with a new remark; 0: never written.
             */
            remarkVersion: number;
            /** @description UUID; never changes. */
            studentId: string;
        };
        /**
         * @description OPEN: the teacher enters marks. SUBMITTED: with the office. VALIDATED: ready to be published. PUBLISHED:
         *     families see it, and only corrections change it.
         * @enum {string}
         */
        "massar.type.v1.SheetState.Value": "OPEN" | "SUBMITTED" | "VALIDATED" | "PUBLISHED";
        /** @description Slot is a weekly lesson of the pattern. */
        "massar.type.v1.Slot": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            /** @description Such as `G1`; empty: the whole class. */
            group: string;
            /**
             * Format: int32
             * @description Number of the first period.
             */
            period: number;
            /** Format: int32 */
            periods: number;
            room: string;
            /** @description `<GRESA>.<uuid>`. */
            slotId: string;
            subject: components["schemas"]["massar.type.v1.Subject"];
            teacher: components["schemas"]["massar.type.v1.Teacher"];
            /** @description First day that no longer counts; empty: to the end of the school year. */
            to: string;
            /**
             * @description Of what stands: changes whenever the slot does. Who sends it back with a change overwrites nobody else's. Empty in
             *     conflicts.
             */
            version: string;
            /**
             * Format: int32
             * @description 1: Monday, to 6: Saturday.
             */
            weekday: number;
        };
        /** @description SlotConflict is two lessons that cannot both be held. */
        "massar.type.v1.SlotConflict": {
            /** @description First day on which they meet, `YYYY-MM-DD`. */
            date: string;
            first: components["schemas"]["massar.type.v1.Slot"];
            /** @description `CLASS`, `TEACHER` or `ROOM`. */
            kind: string;
            /** @description In the caller's language. */
            message: string;
            second: components["schemas"]["massar.type.v1.Slot"];
        };
        /** @description Student is a pupil with the class of the asked school year. */
        "massar.type.v1.Student": {
            /** @description `YYYY-MM-DD`; empty when unknown. */
            birthDate: string;
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description Groups of the class in which the student is. */
            groups: string[];
            /** @description One letter and nine digits, such as `J134567890`. */
            massarCode: string;
            name: components["schemas"]["massar.type.v1.Name"];
            /**
             * Format: int32
             * @description Place number in the class list, from 1.
             */
            number: number;
            /** @description GRESA code of the school: five digits and a capital. */
            schoolCode: string;
            /** @description As in the class list; may be empty. */
            sex: string;
            /**
             * @description What the student is in this class at the school clock's today: ENROLLED, ARRIVED (from another school, وافد) or
             *     REINTEGRATED (مدمج); or no longer: LEFT (مغادر, also for another class), MOVED (to another school, منتقل),
             *     STOPPED (منقطع), EXCLUDED (مفصول), DID_NOT_JOIN (غير ملتحق).
             */
            status: string;
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description StudentAbsences are a student's absences in a time: the body of /absences. */
        "massar.type.v1.StudentAbsences": {
            /** @description Newest first. */
            absences: components["schemas"]["massar.type.v1.Absence"][];
            /** @description First day, `YYYY-MM-DD`. */
            from: string;
            /** @description Last day, `YYYY-MM-DD`. */
            to: string;
            totals: components["schemas"]["massar.type.v1.AbsenceTotals"];
        };
        /** @description StudentMarks is one student's semester: the body of /marks for students, guardians and the school. */
        "massar.type.v1.StudentMarks": {
            average: components["schemas"]["massar.type.v1.AverageMark"];
            class: components["schemas"]["massar.type.v1.ClassRef"];
            /**
             * Format: date-time
             * @description Absent until the class is published for this reader.
             */
            publishedAt?: string;
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            subjects: components["schemas"]["massar.type.v1.SubjectMarks"][];
        };
        /** @description Subject is a taught subject, named in the caller's language. */
        "massar.type.v1.Subject": {
            /** @description Such as `PC`. */
            code: string;
            name: string;
        };
        /** @description SubjectMarks is one subject of a semester. */
        "massar.type.v1.SubjectMarks": {
            /** @description Absent where the activities weigh 0. */
            activities?: components["schemas"]["massar.type.v1.ActivitiesMark"];
            /**
             * @description Share of the activities in the mark, a fraction such as `1/4`; the controls have the rest. Empty where the
             *     activities weigh 0.
             */
            activitiesWeight: string;
            /** @description As `classLow`. */
            classAverage?: string;
            /** @description As `classLow`. */
            classHigh?: string;
            /** @description Lowest, mean and highest mark of the class; absent under five numeric marks. */
            classLow?: string;
            /** @description Decimal or fraction string, such as `7` or `2/3`. */
            coefficient: string;
            controls: components["schemas"]["massar.type.v1.ControlMark"][];
            /** @description Mark of the subject, a decimal string with two digits; only with GRADED. */
            mark?: string;
            /** @description The teacher's remark; empty until published. */
            remark: string;
            /**
             * Format: int32
             * @description The highest mark: 10 in primary school, 20 after it.
             */
            scale: number;
            state: components["schemas"]["massar.type.v1.MarkState.Value"];
            subject: components["schemas"]["massar.type.v1.Subject"];
        };
        /** @description Teacher is who gives a lesson. */
        "massar.type.v1.Teacher": {
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description UUID; never changes. */
            staffId: string;
        };
        /**
         * @description Transfer is a student whom one school asks another to release. Who he is and where he comes from is told to the
         *     leaving side alone, and to the asking school once he is released.
         */
        "massar.type.v1.Transfer": {
            /** @description `YYYY-MM-DD`: the last day on which the answer is the leaving school's alone. */
            answerBy: string;
            /** @description `YYYY-MM-DD`. */
            askedOn: string;
            /** @description `YYYY-MM-DD`: the first day in the new class. */
            date: string;
            /** @description `YYYY-MM-DD` of the answer or the cancelling; empty before. */
            decidedOn: string;
            /** @description What whoever answered says; empty before, and where nothing was said. */
            decisionReason: string;
            /** @description `YYYY-MM-DD`: the first day on which nobody can answer any more. */
            expiresOn: string;
            /** @description The leaving school; absent for the asking school before the release. */
            fromSchool: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description As it was asked for. */
            massarCode: string;
            /** @description Why the student is asked for. */
            reason: string;
            state: components["schemas"]["massar.type.v1.Transfer.State.Value"];
            /** @description Id, code, name and birth date; absent for the asking school before the release. */
            student: components["schemas"]["massar.type.v1.Student"];
            /** @description The class that the student is to join. */
            toClass: components["schemas"]["massar.type.v1.ClassRef"];
            /** @description The asking school. */
            toSchool: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description `<GRESA>.<uuid>` of the asking school. */
            transferId: string;
        };
        /**
         * @description ASKED: the leaving school has to answer. ESCALATED: it did not in time, and an officer over both schools may.
         *     RELEASED: the student is, or from its day will be, in the new class. REFUSED, CANCELLED (by who asked).
         *     EXPIRED: nobody answered. OVERTAKEN: the student went elsewhere first.
         * @enum {string}
         */
        "massar.type.v1.Transfer.State.Value": "ASKED" | "ESCALATED" | "RELEASED" | "REFUSED" | "CANCELLED" | "EXPIRED" | "OVERTAKEN";
        /** @description Week is a timetable of one week, Monday to Sunday. */
        "massar.type.v1.Week": {
            /** @description Seven, from Monday. */
            days: components["schemas"]["massar.type.v1.SchoolDay"][];
            /** @description Of the school and these classes, by first day. */
            events: components["schemas"]["massar.type.v1.SchoolEvent"][];
            /** @description By date and hour. */
            lessons: components["schemas"]["massar.type.v1.Lesson"][];
            /** @description Changes whenever the school's timetable does. */
            version: string;
            /** @description ISO 8601, such as `2026-W48`. */
            week: string;
        };
        /** @description Child is one child of the guardian. */
        "massar.waliye.v1.Child": {
            class: components["schemas"]["massar.type.v1.ClassRef"];
            name: components["schemas"]["massar.type.v1.Name"];
            /** @description What the guardian is to the student; `SELF` is the student's own account. */
            relation: components["schemas"]["massar.type.v1.Relation.Value"];
            /** @description What a decision keeps from this guardian: "CUSTODY" means everything but this line. */
            restrictions: string[];
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description UUID; never changes. */
            studentId: string;
        };
        /** @description DeleteCalendarFeedResponse is empty. */
        "massar.waliye.v1.DeleteCalendarFeedResponse": Record<string, never>;
        /** @description GetChildHomeResponse is a child's first screen. */
        "massar.waliye.v1.GetChildHomeResponse": {
            average: components["schemas"]["massar.type.v1.AverageMark"];
            /** @description At most five, newest control first. */
            latestMarks: components["schemas"]["massar.type.v1.LatestMark"][];
            school: components["schemas"]["massar.type.v1.SchoolRef"];
            /** @description Such as `2026-2027`. */
            schoolYear: string;
            /**
             * Format: int32
             * @description 1 or 2.
             */
            semester: number;
            student: components["schemas"]["massar.type.v1.Student"];
        };
        /** @description GetMeResponse is who is signed in. */
        "massar.waliye.v1.GetMeResponse": {
            /** @description UUID; never changes. */
            accountId: string;
            /** @description What the person signs in with: Massar code, phone (E.164), `W` and eight digits, or e-mail. */
            identifier: string;
            /** @description Language of the account: `ar` or `fr`. */
            locale: string;
            name: components["schemas"]["massar.type.v1.Name"];
        };
        /** @description JustificationResponse is the justification as it stands. */
        "massar.waliye.v1.JustificationResponse": {
            justification: components["schemas"]["massar.type.v1.AbsenceJustification"];
        };
        /** @description LinkChildResponse is the child that was joined. */
        "massar.waliye.v1.LinkChildResponse": {
            child: components["schemas"]["massar.waliye.v1.Child"];
        };
        /** @description ListCalendarFeedsResponse is the addresses, newest first. */
        "massar.waliye.v1.ListCalendarFeedsResponse": {
            calendarFeeds: components["schemas"]["massar.type.v1.CalendarFeed"][];
        };
        /** @description ListChangesResponse holds one page of changes, oldest first. */
        "massar.waliye.v1.ListChangesResponse": {
            /** @description At most 200, oldest first. */
            changes: components["schemas"]["massar.type.v1.Change"][];
            /** @description To ask with next time. */
            cursor: string;
            /** @description More changes wait behind this page. */
            more: boolean;
        };
        /** @description ListChildGuardiansResponse is the guardians, who was joined first before the others. */
        "massar.waliye.v1.ListChildGuardiansResponse": {
            guardians: components["schemas"]["massar.type.v1.ChildGuardian"][];
        };
        /** @description ListChildPathResponse is the path of a child through the years. */
        "massar.waliye.v1.ListChildPathResponse": {
            /** @description Newest first. */
            steps: components["schemas"]["massar.type.v1.PathStep"][];
        };
        /** @description ListChildrenResponse is the guardian's children. */
        "massar.waliye.v1.ListChildrenResponse": {
            children: components["schemas"]["massar.waliye.v1.Child"][];
        };
        /** @description ListJustificationsResponse is one page, newest first. */
        "massar.waliye.v1.ListJustificationsResponse": {
            justifications: components["schemas"]["massar.type.v1.AbsenceJustification"][];
            /** @description To ask with for the next page; empty on the last one. */
            nextPageToken: string;
        };
        /** @description SyncItem is one item of a part. It never changes: a change is another item with another tag. */
        "massar.waliye.v1.SyncItem": {
            /** @description Of the school year. */
            absence?: components["schemas"]["massar.type.v1.Absence"];
            /** @description Of `children`. */
            child?: components["schemas"]["massar.waliye.v1.Child"];
            /** @description Of a child. */
            guardian?: components["schemas"]["massar.type.v1.ChildGuardian"];
            /** @description Of a child. */
            justification?: components["schemas"]["massar.type.v1.AbsenceJustification"];
            /** @description Of a week. */
            lesson?: components["schemas"]["massar.type.v1.Lesson"];
            /** @description A semester without its subjects. */
            marks?: components["schemas"]["massar.type.v1.StudentMarks"];
            /** @description Of `me`. */
            me?: components["schemas"]["massar.waliye.v1.GetMeResponse"];
            /** @description Items of a part are shown in the order of these texts. */
            order: string;
            /** @description Of the path. */
            step?: components["schemas"]["massar.type.v1.PathStep"];
            /** @description Of a semester. */
            subject?: components["schemas"]["massar.type.v1.SubjectMarks"];
            /** @description Eight characters that stand for the item's content. */
            tag: string;
            /** @description Of the absences of the school year. */
            totals?: components["schemas"]["massar.type.v1.AbsenceTotals"];
            /** @description A week without its lessons, and without its version. */
            week?: components["schemas"]["massar.type.v1.Week"];
        } & (Record<string, never> | {
            me: components["schemas"]["massar.waliye.v1.GetMeResponse"];
        } | {
            child: components["schemas"]["massar.waliye.v1.Child"];
        } | {
            marks: components["schemas"]["massar.type.v1.StudentMarks"];
        } | {
            subject: components["schemas"]["massar.type.v1.SubjectMarks"];
        } | {
            week: components["schemas"]["massar.type.v1.Week"];
        } | {
            lesson: components["schemas"]["massar.type.v1.Lesson"];
        } | {
            totals: components["schemas"]["massar.type.v1.AbsenceTotals"];
        } | {
            absence: components["schemas"]["massar.type.v1.Absence"];
        } | {
            step: components["schemas"]["massar.type.v1.PathStep"];
        } | {
            justification: components["schemas"]["massar.type.v1.AbsenceJustification"];
        } | {
            guardian: components["schemas"]["massar.type.v1.ChildGuardian"];
        });
        /** @description SyncPart is the change of one part: a set of items. */
        "massar.waliye.v1.SyncPart": {
            /** @description Items to add. */
            items: components["schemas"]["massar.waliye.v1.SyncItem"][];
            /** @description Such as `marks/2026-2027/1`. */
            name: string;
            /** @description Tags of items to forget, eight characters each. */
            removed: string;
        };
        /** @description What differs from what the app holds. Lists that are empty at the end of the answer are left out. */
        "massar.waliye.v1.SyncResponse": {
            /** @description Only for a browser that syncs with its cookie, and then in errors too: the session has rotated. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds until the access token expires; beside it.
             */
            expiresIn: number;
            /** @description Held parts that there are no more. */
            gone: string[];
            /** @description Only those in which something changed. */
            parts: components["schemas"]["massar.waliye.v1.SyncPart"][];
            /** @description RFC 3339, on the school's clock: as of when this was read. */
            schoolTime: string;
            /** @description Parts that could not be read now, by name or, with a `/` at the end, by how their names begin. */
            stale: string[];
        };
        /** @description UnlinkChildResponse is empty. */
        "massar.waliye.v1.UnlinkChildResponse": Record<string, never>;
        /** @description WithdrawJustificationResponse is empty: the justification is gone. */
        "massar.waliye.v1.WithdrawJustificationResponse": Record<string, never>;
    };
    responses: {
        /** @description Refused or failed; `reason` is stable and may be branched on. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description ar or fr.
         * @example fr
         */
        AcceptLanguage: string;
        /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    AuthService_GetJwks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetJwksResponse is the key set: the key in use and those that were. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.GetJwksResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_ActivateAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As printed; capitals, spaces and hyphens do not matter. */
                    activationCode?: string;
                    /** @description As in sign-in. */
                    cookie?: boolean;
                    device?: components["schemas"]["massar.auth.v1.Device"];
                    /** @description `ar` or `fr`; empty: `ar`. */
                    locale?: string;
                    /** @description At least 8 characters, staff 12; no common word, and not made of the identifier. */
                    password?: string;
                    /** @description As people write it or E.164; a guardian without one gets a generated identifier. */
                    phone?: string;
                    /** @description Six digits of the authenticator, in the second call. */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description SessionResponse is a signed-in session, or (activation only) the second factor to set up first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.SessionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_ChangePassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description At least 8 characters, staff 12; no common word, and not made of the identifier. */
                    newPassword?: string;
                    /** @description The one in use. */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description ChangePasswordResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.ChangePasswordResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_ResetPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the person signs in with. */
                    identifier?: string;
                    /** @description At least 8 characters, staff 12; no common word, and not made of the identifier. */
                    newPassword?: string;
                    /** @description As printed; capitals, spaces and hyphens do not matter. */
                    resetCode?: string;
                };
            };
        };
        responses: {
            /** @description ResetPasswordResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.ResetPasswordResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_ConfirmSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits of the authenticator. */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description ConfirmSecondFactorResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.ConfirmSecondFactorResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_EnrolSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description SecondFactorEnrolment is what an authenticator app needs. Shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.SecondFactorEnrolment"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_ListSessions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListSessionsResponse is where the caller is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.ListSessionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_CreateSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `moutamadris`, `waliye`, `moudaris` or `idara`: selects the role and the token's audience. */
                    app?: string;
                    /** @description A browser asks for the refresh token as a cookie (Secure, HttpOnly, SameSite=Strict) instead. */
                    cookie?: boolean;
                    device?: components["schemas"]["massar.auth.v1.Device"];
                    /** @description Massar code, phone, `W` and eight digits, or e-mail; spaces and capitals do not matter. */
                    identifier?: string;
                    password?: string;
                    /** @description Six digits of the authenticator, or a recovery code. */
                    totp?: string;
                };
            };
        };
        responses: {
            /** @description SessionResponse is a signed-in session, or (activation only) the second factor to set up first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.SessionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_DeleteSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path: {
                /** @description UUID, or `current`. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteSessionResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.DeleteSessionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    AuthService_RefreshSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Empty when the cookie carries it. */
                    refreshToken?: string;
                };
            };
        };
        responses: {
            /** @description SessionResponse is a signed-in session, or (activation only) the second factor to set up first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.auth.v1.SessionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListAbsenceAlerts: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description `YYYY-MM`; empty: the current one. */
                month?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListAbsenceAlertsResponse is one page, worst first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListAbsenceAlertsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetAbsenceLetter: {
        parameters: {
            query?: {
                /** @description `ar` or `fr`; empty: Arabic. */
                lang?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                letter_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_IssueResetCode: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description ResetCodeResponse is shown once, to be printed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ResetCodeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SetAccountSuspended: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the audit trail. */
                    reason?: string;
                    /** @description True suspends, false restores. */
                    suspended?: boolean;
                };
            };
        };
        responses: {
            /** @description SetAccountSuspendedResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SetAccountSuspendedResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListAssignments: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description Empty: every class of the school. */
                classId?: string;
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListAssignmentsResponse says who teaches what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListAssignmentsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateAssignment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `<GRESA>.<uuid>`. */
                    classId?: string;
                    /** @description `YYYY-MM-DD` in the school year of the class; empty: its first day of lessons. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description A staff record of the same school. */
                    staffId?: string;
                    /** @description Code of a subject that the level of the class teaches, such as `PC`. */
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description AssignmentResponse is the assignment as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.AssignmentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_EndAssignment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                assignment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description `YYYY-MM-DD`, the first day that no longer counts; empty: today. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description AssignmentResponse is the assignment as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.AssignmentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListBellSchedules: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description The national schedule of this day is listed; empty: today. */
                date?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListBellSchedulesResponse is the schedules of the school, then the national one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListBellSchedulesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateBellSchedule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description First day, `YYYY-MM-DD`. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For people. */
                    name?: string;
                    /** @description Periods of one weekday in order and without overlap. */
                    periods?: components["schemas"]["massar.type.v1.BellPeriod"][];
                    /** @description GRESA code; empty: the caller's school. */
                    schoolCode?: string;
                    /**
                     * @description When it holds: `REGULAR`, `WINTER` or `RAMADAN` as the calendar says, or `ALL`; empty: REGULAR, and in Ramadan the
                     *     national hours.
                     */
                    season?: string;
                    /** @description Last day; empty: no end. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description BellScheduleResponse is the schedule. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.BellScheduleResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_DeleteBellSchedule: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                bell_schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteBellScheduleResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.DeleteBellScheduleResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListChanges: {
        parameters: {
            query?: {
                /** @description `cursor` of the last answer; empty: from now, and the answer holds only a cursor. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChangesResponse holds one page of changes, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListChangesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListClasses: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListClassesResponse is one page of classes by label. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListClassesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateClass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Such as `2BACSPF-1`: the level and stream are read from it. */
                    label?: string;
                    /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                    schoolCode?: string;
                    /** @description Such as `2026-2027`; empty: today's. */
                    schoolYear?: string;
                };
            };
        };
        responses: {
            /** @description ClassResponse is the class. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ClassResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ExportAbsences: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListAccounts: {
        parameters: {
            query?: {
                /** @description FATHER, MOTHER, TUTOR or OTHER for the guardians of the students; SELF or none for the students themselves. */
                relation?: components["schemas"]["massar.type.v1.Relation.Value"];
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListAccountsResponse says of each student of the class whether he, or his guardian by the relation, has an account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListAccountsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetMonthSheet: {
        parameters: {
            query?: {
                /** @description `YYYY-MM`; empty: the current one. */
                month?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description MonthSheetResponse is the sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.MonthSheetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListGroups: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListGroupsResponse is the groups of a class by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListGroupsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SetGroup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
                /** @description Such as `G1`. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description First day, YYYY-MM-DD, within the school year of the class; what was before stays. Empty: today, and for a group
                     *     that nobody was in yet the first day of lessons.
                     */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Students of the class, from the day on instead of those who were in the group; none: the group ends. */
                    studentIds?: string[];
                };
            };
        };
        responses: {
            /** @description GroupResponse is the group as it stands from the day on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.GroupResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetPublication: {
        parameters: {
            query?: {
                /** @description Such as `2026-2027`; empty: the class's own. */
                schoolYear?: string;
                /** @description 1 or 2; 0 or missing: today's. */
                semester?: number;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description PublicationResponse is the publication of a class's semester, or what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.PublicationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListClassStudents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListClassStudentsResponse is the class in list order, those who left last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListClassStudentsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetClassTimetable: {
        parameters: {
            query?: {
                /** @description Such as `G1`; empty: the whole class with all its groups. */
                group?: string;
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_IssueClassActivationCodes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /**
                     * @description Only for whom nobody has an account and no printed code waits to be used: codes that were handed out stay good.
                     *     Without it every new code ends the one before.
                     */
                    onlyMissing?: boolean;
                    /** @description SELF for the students; FATHER, MOTHER, TUTOR or OTHER for a guardian of each. */
                    relation?: components["schemas"]["massar.type.v1.Relation.Value"];
                };
            };
        };
        responses: {
            /** @description ActivationCodesResponse is the codes to print; empty when nobody needs one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ActivationCodesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_PublishClass: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as "3600s". */
                    guardianDelay?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Every sheet that is not validated, with the reason why the class does without it. */
                    missing?: components["schemas"]["massar.idara.v1.MissingSheet"][];
                    /** @description RFC 3339; empty: now. */
                    publishAt?: string;
                    /** @description Such as `2026-2027`; empty: the class's own. Another year is CLASS_NOT_FOUND. */
                    schoolYear?: string;
                    /**
                     * Format: int32
                     * @description 1 or 2.
                     */
                    semester?: number;
                };
            };
        };
        responses: {
            /** @description PublicationResponse is the publication of a class's semester, or what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.PublicationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListCorrections: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description `PROPOSED`, `APPROVED` or `REFUSED`; missing: all. */
                state?: components["schemas"]["massar.type.v1.Correction.State.Value"];
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListCorrectionsResponse is one page of corrections, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListCorrectionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ApproveCorrection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                correction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the trail; may be empty. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description CorrectionResponse is the correction as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.CorrectionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_RefuseCorrection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                correction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Who proposed it reads it. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description CorrectionResponse is the correction as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.CorrectionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_LinkDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DocumentLink is an address that opens a paper for a few minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.DocumentLink"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListEvents: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description Empty: today. */
                from?: string;
                /** @description Empty: 100 days later; at most 400. */
                to?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListEventsResponse is the events by first day. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListEventsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description None: all classes. */
                    classIds?: string[];
                    /** @description First day. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    kind?: components["schemas"]["massar.type.v1.SchoolEvent.Kind.Value"];
                    /** @description GRESA code; empty: the caller's school. */
                    schoolCode?: string;
                    /** @description At least one of the two. */
                    titleAr?: string;
                    titleFr?: string;
                    /** @description Last day, at most 60 days later; empty: the same. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description EventResponse is the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.EventResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_DeleteEvent: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteEventResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.DeleteEventResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description As in the address. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateImport: {
        parameters: {
            query?: {
                /** @description What the file is. */
                kind?: "CLASS_LIST" | "TIMETABLE" | "ABSENCES" | "STAFF";
                /** @description Default: the caller's school. */
                schoolCode?: string;
                /** @description Default: the current year. */
                schoolYear?: string;
                /** @description For people only. */
                fileName?: string;
                /** @description First day of a timetable (YYYY-MM-DD). Default: today. */
                from?: string;
                /** @description Class of an absence sheet. */
                classId?: string;
                /** @description Read and check everything, write nothing (TIMETABLE, ABSENCES, STAFF). */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The file itself, at most 8 MB; any Content-Type. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description What was read, or every cell that stopped it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        import?: components["schemas"]["massar.type.v1.Import"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetImport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ImportResponse says what became of a file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ImportResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListJustifications: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description Empty: of the whole school. */
                studentId?: string;
                /** @description `PENDING`, `ACCEPTED` or `REFUSED`; missing: all. */
                state?: components["schemas"]["massar.type.v1.AbsenceJustification.State.Value"];
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListJustificationsResponse is one page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListJustificationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_AcceptJustification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                justification_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Needed to change a refusal. */
                    reason?: string;
                    /**
                     * Format: int32
                     * @description That of the justification as it was seen: needed to change a decision; missing: it waits.
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description JustificationResponse is the justification as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.JustificationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_AttachDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                justification_id: string;
            };
            cookie?: never;
        };
        /** @description The paper itself, at most 5 MB; any Content-Type. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The paper as it was kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document?: components["schemas"]["massar.type.v1.JustificationDocument"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_RefuseJustification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                justification_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the family. */
                    reason?: string;
                    /**
                     * Format: int32
                     * @description That of the justification as it was seen: needed to change a decision; missing: it waits.
                     */
                    version?: number;
                };
            };
        };
        responses: {
            /** @description JustificationResponse is the justification as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.JustificationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListLessonChanges: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description Empty: today. */
                from?: string;
                /** @description Empty: 30 days after the first; at most 100. */
                to?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListLessonChangesResponse is the changed lessons by day, at most 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListLessonChangesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListLessons: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description `YYYY-MM-DD`; empty: today. */
                date?: string;
                /** @description Narrows to a class. */
                classId?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListLessonsResponse is the lessons by hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListLessonsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetRegister: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RegisterResponse is the register as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.RegisterResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SaveRegister: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description None: the register is taken, everybody is present. */
                    entries?: components["schemas"]["massar.type.v1.EntryInput"][];
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Needed after the window of the school. */
                    lateReason?: string;
                };
            };
        };
        responses: {
            /** @description RegisterResult says of each entry what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.RegisterResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_DiscardRegister: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the audit log. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description DiscardRegisterResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.DiscardRegisterResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CancelLesson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only check. */
                    dryRun?: boolean;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For families. */
                    note?: string;
                    /** @description `version` of the lesson as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description LessonChangeResponse is the lesson as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.LessonChangeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_MoveLesson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description New day; empty: the same. */
                    date?: string;
                    /** @description Only check. */
                    dryRun?: boolean;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For families. */
                    note?: string;
                    /**
                     * Format: int32
                     * @description New first period.
                     */
                    period?: number;
                    /** @description New room; empty: the same. */
                    room?: string;
                    /** @description `version` of the lesson as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description LessonChangeResponse is the lesson as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.LessonChangeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ReplaceLesson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only check. */
                    dryRun?: boolean;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For families. */
                    note?: string;
                    /** @description Empty: the same room. */
                    room?: string;
                    /** @description Empty: the same teacher. */
                    staffId?: string;
                    /** @description `version` of the lesson as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description LessonChangeResponse is the lesson as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.LessonChangeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_RestoreLesson: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description `version` of the lesson as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description LessonChangeResponse is the lesson as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.LessonChangeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListMarkSheets: {
        parameters: {
            query?: {
                /** @description Empty: every class. */
                classId?: string;
                /** @description 1 or 2; 0 or missing: today's. */
                semester?: number;
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListMarkSheetsResponse is one page of sheets by class label and subject. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListMarkSheetsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description MarkSheetResponse is the sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.MarkSheetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListMarkEvents: {
        parameters: {
            query?: {
                /** @description Empty: all students. */
                studentId?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListMarkEventsResponse is one page of the trail, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListMarkEventsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_DecideAbsence: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
                    column?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description True: the control leaves the mean. False: it counts 0. */
                    justified?: boolean;
                    /** @description For the trail; may be empty where no person has decided yet. */
                    reason?: string;
                    /** @description UUID; never changes. */
                    studentId?: string;
                };
            };
        };
        responses: {
            /** @description SheetCell is one mark with its version. Version 0: never written. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.SheetCell"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ExportMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ProposeCorrection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
                    column?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description As typed, such as `14.5` or `14,5`; at most two decimals. */
                    mark?: string;
                    /** @description For the trail and for who decides. */
                    reason?: string;
                    /** @description `ABSENT`, `EXEMPT` or `MISSING`. */
                    state?: components["schemas"]["massar.type.v1.MarkState.Value"];
                    /** @description UUID; never changes. */
                    studentId?: string;
                };
            };
        };
        responses: {
            /** @description CorrectionResponse is the correction as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.CorrectionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ReopenMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the trail; the teacher reads it. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description MarkSheetHeadResponse is the sheet as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.MarkSheetHeadResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ValidateMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description MarkSheetHeadResponse is the sheet as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.MarkSheetHeadResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetMeResponse is who is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.GetMeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListNodes: {
        parameters: {
            query?: {
                /** @description Path such as `ma/07`; empty: the caller's own nodes. */
                parent?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListNodesResponse is one page of places by code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListNodesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SummariseNode: {
        parameters: {
            query?: {
                /** @description Path such as `ma/07`; empty: the highest of the caller's own. */
                node?: string;
                /** @description Of entry, such as `2026-2027`; empty: the current one. */
                schoolYear?: string;
                /** @description 1 or 2; 0 or missing: the current one. */
                semester?: number;
                /** @description Of absence, `YYYY-MM`; empty: the current one. */
                month?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SummariseNodeResponse is a place with what lies below it, in figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SummariseNodeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListOfficers: {
        parameters: {
            query?: {
                /** @description Path such as `ma/07/351`. */
                node?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListOfficersResponse is one page of those who have an account at the place, by role. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListOfficersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateOfficer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the officer signs in with. */
                    email?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description At least one script. */
                    name?: components["schemas"]["massar.type.v1.Name"];
                    /** @description Where the role holds, such as `ma/07/351`; at or below a node of the caller, and of the role's kind. */
                    node?: string;
                    /** @description `SCHOOL_OFFICE`, `PROVINCE`, `ACADEMY` or `MINISTRY`; below the caller's own. */
                    role?: components["schemas"]["massar.type.v1.AccountRole.Value"];
                };
            };
        };
        responses: {
            /** @description StaffAccountResponse is the account that was made, with the code to print. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StaffAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetSecondFactorPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetSecondFactorPolicyResponse is the policy as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.GetSecondFactorPolicyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SetSecondFactorPolicy: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Roles that must bring a second factor; the others need not. */
                    roles?: components["schemas"]["massar.type.v1.AccountRole.Value"][];
                    /** @description `version` of the policy as it was read, for CONFLICT where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description SetSecondFactorPolicyResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SetSecondFactorPolicyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListReference: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListReferenceResponse is the reference data that forms need. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListReferenceResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListRooms: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListRoomsResponse is every room of the school by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListRoomsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SetRooms: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Added, or changed where the name is known. */
                    add?: components["schemas"]["massar.type.v1.Room"][];
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Names. */
                    remove?: string[];
                    /** @description GRESA code; empty: the caller's school. */
                    schoolCode?: string;
                };
            };
        };
        responses: {
            /** @description ListRoomsResponse is every room of the school by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListRoomsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetRoomTimetable: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Name of the room. */
                room: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateSchool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `PRIM`, `COL` or `QUAL`. */
                    cycle?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description At least one script, at most 120 characters each. */
                    name?: components["schemas"]["massar.type.v1.Name"];
                    /** @description Node of its directorate, such as `ma/07/351`; of an annex that of its school, such as `ma/07/351/12345A`. */
                    parent?: string;
                    /** @description GRESA code: five digits and a capital. */
                    schoolCode?: string;
                };
            };
        };
        responses: {
            /** @description SchoolResponse is the school as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SchoolResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetSchool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description GRESA code: five digits and a capital. */
                school_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SchoolResponse is the school as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SchoolResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_UpdateSchoolSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description GRESA code: five digits and a capital. */
                school_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    earlyRelease?: boolean;
                    /**
                     * @description The first day of lessons, `YYYY-MM-DD`, for which registerHours and halfDayRule count, until the day from which
                     *     another value was set; empty: today. It may lie a year ahead, and behind only while the school has no class.
                     */
                    from?: string;
                    /** @description `ANY`, `ALL` or `SHARE`; empty: the national rule. */
                    halfDayRule?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /**
                     * Format: int32
                     * @description Hours after a lesson, at most 168; 0: the national rule.
                     */
                    registerHours?: number;
                    showRank?: boolean;
                };
            };
        };
        responses: {
            /** @description SchoolResponse is the school as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SchoolResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListSlots: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description `<GRESA>.<uuid>`. */
                classId?: string;
                /** @description UUID; never changes. */
                staffId?: string;
                room?: string;
                /** @description `YYYY-MM-DD`; empty: today. */
                date?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListSlotsResponse is one page of the pattern by weekday and period. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListSlotsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateSlot: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `<GRESA>.<uuid>`. */
                    classId?: string;
                    /** @description Only check. */
                    dryRun?: boolean;
                    /** @description First day; empty: today. */
                    from?: string;
                    /** @description Such as `G1`; empty: the whole class. */
                    group?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /**
                     * Format: int32
                     * @description Number of the first period, as the bell schedule counts.
                     */
                    period?: number;
                    /**
                     * Format: int32
                     * @description How many periods in a row.
                     */
                    periods?: number;
                    /** @description A room of the school; empty: none. */
                    room?: string;
                    /** @description UUID; never changes. */
                    staffId?: string;
                    /** @description Code of a subject that the class is taught. */
                    subject?: string;
                    /** @description First day that no longer counts; empty: to the end of the school year. */
                    to?: string;
                    /**
                     * Format: int32
                     * @description 1: Monday, to 6: Saturday.
                     */
                    weekday?: number;
                };
            };
        };
        responses: {
            /** @description SlotResponse is the slot as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SlotResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_UpdateSlot: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                slot_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Only check. */
                    dryRun?: boolean;
                    /** @description First day of the change; empty: today. */
                    from?: string;
                    /** @description Such as `G1`; empty: the whole class. */
                    group?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /**
                     * Format: int32
                     * @description Number of the first period, as the bell schedule counts.
                     */
                    period?: number;
                    /**
                     * Format: int32
                     * @description How many periods in a row.
                     */
                    periods?: number;
                    /** @description A room of the school; empty: none. */
                    room?: string;
                    /** @description UUID; never changes. */
                    staffId?: string;
                    /** @description Code of a subject that the class is taught. */
                    subject?: string;
                    /** @description `version` of the slot as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                    /**
                     * Format: int32
                     * @description 1: Monday, to 6: Saturday.
                     */
                    weekday?: number;
                };
            };
        };
        responses: {
            /** @description SlotResponse is the slot as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SlotResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_EndSlot: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                slot_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Empty: today. */
                    to?: string;
                    /** @description `version` of the slot as it was read, for LESSON_STALE where somebody else was faster; empty: whatever stands. */
                    version?: string;
                };
            };
        };
        responses: {
            /** @description SlotResponse is the slot as it stands, or with `dryRun` what stands in its way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SlotResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListStaff: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListStaffResponse is one page of staff records by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListStaffResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateStaff: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the member signs in with. */
                    email?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description `TEACHER`; `OFFICE` is refused, see CreateOfficer. */
                    kind?: string;
                    /** @description At least one script, at most 120 characters each. */
                    name?: components["schemas"]["massar.type.v1.Name"];
                    /** @description Staff number; may be empty. */
                    ppr?: string;
                    /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                    schoolCode?: string;
                };
            };
        };
        responses: {
            /** @description StaffAccountResponse is the account that was made, with the code to print. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StaffAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetStaffTimetable: {
        parameters: {
            query?: {
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateStaffAccount: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                staff_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the member signs in with. */
                    email?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description StaffAccountResponse is the account that was made, with the code to print. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StaffAccountResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SearchStudents: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own, where he has exactly one. */
                schoolCode?: string;
                /** @description Part of a name in either script, however spelt, or a Massar code; may be empty beside a status. */
                query?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
                /** @description Only those whose `status` is this, such as `MOVED` or `ARRIVED`; empty: everybody who is enrolled. */
                status?: string;
                /** @description Such as `2026-2027`; empty: today's. Of a past year, what they were at its end. */
                schoolYear?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description SearchStudentsResponse is one page of students of the school in the year, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SearchStudentsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetStudent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentResponse is the student. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StudentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListAbsenceLetters: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListAbsenceLettersResponse is the letters, newest first; at most 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListAbsenceLettersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateAbsenceLetter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description First day. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Last day, at most 100 days later. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description AbsenceLetterResponse is the letter. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.AbsenceLetterResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListStudentAbsences: {
        parameters: {
            query?: {
                /** @description `YYYY-MM-DD`; empty: the first day of the school year. */
                from?: string;
                /** @description `YYYY-MM-DD`; empty: today. */
                to?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentAbsences are a student's absences in a time: the body of /absences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentAbsences"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListGuardians: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListGuardiansResponse is who is joined to the student now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListGuardiansResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_UnlinkGuardian: {
        parameters: {
            query?: {
                /** @description For the audit trail; may be empty. */
                reason?: string;
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
                /** @description UUID; never changes. */
                guardian_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description UnlinkGuardianResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.UnlinkGuardianResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_SetCustody: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
                /** @description UUID; never changes. */
                guardian_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description True denies this guardian everything about this student; false lifts the deny. */
                    denied?: boolean;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Such as the reference of the decision; kept. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description SetCustodyResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SetCustodyResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CreateJustification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description First day, `YYYY-MM-DD`. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    reason?: components["schemas"]["massar.type.v1.JustificationReason.Value"];
                    /** @description In the words of who sends it. */
                    text?: string;
                    /** @description Last day, included; empty: the same. How many days at most is a dated rule, 90 for now. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description JustificationResponse is the justification as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.JustificationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListStudentMarks: {
        parameters: {
            query?: {
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description 1 or 2; 0 or missing: today's. */
                semester?: number;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentMarks is one student's semester: the body of /marks for students, guardians and the school. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentMarks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListStudentPath: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListStudentPathResponse is the path of a student through the years. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListStudentPathResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetStudentTimetable: {
        parameters: {
            query?: {
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_IssueActivationCode: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Binds the code of a guardian to his telephone; not for SELF. */
                    phone?: string;
                    /** @description What the guardian is to the student; `SELF` is the student's own account. */
                    relation?: components["schemas"]["massar.type.v1.Relation.Value"];
                };
            };
        };
        responses: {
            /** @description ActivationCodeResponse is the code to print. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ActivationCodeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_EndEnrolment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `YYYY-MM-DD` in the school year, the first day that no longer counts; empty: today. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the audit trail; may be empty. */
                    reason?: string;
                    /** @description What became of him; empty: `LEFT`. Who did not join leaves, without a date, on the day he was expected. */
                    status?: string;
                };
            };
        };
        responses: {
            /** @description StudentResponse is the student. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StudentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_MoveStudent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `<GRESA>.<uuid>`: another class of the student's school and school year. */
                    classId?: string;
                    /** @description `YYYY-MM-DD` in that school year, the first day in the new class; empty: today. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description StudentResponse is the student. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.StudentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ReintegrateStudent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `<GRESA>.<uuid>`: a class of his school in the current year. */
                    classId?: string;
                    /** @description `YYYY-MM-DD` in the school year, the first day in the class; empty: today. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the audit trail. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description ReintegrateStudentResponse is the student in his class, and what should be looked at. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ReintegrateStudentResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_Sync: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each part once. */
                    held?: components["schemas"]["massar.type.v1.HeldPart"][];
                };
            };
        };
        responses: {
            /** @description SyncResponse is what differs from what the app holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.SyncResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CheckTimetable: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description Empty: today. */
                from?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CheckTimetableResponse is every collision; at most 1,000. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.CheckTimetableResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ExportTimetable: {
        parameters: {
            query?: {
                /** @description GRESA code; empty: the caller's school. */
                schoolCode?: string;
                /** @description `FET` or `CSV`; empty: FET. */
                format?: string;
                /** @description The pattern of this day; empty: today. */
                date?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_GetNow: {
        parameters: {
            query?: {
                /** @description `<GRESA>.<uuid>`. */
                classId?: string;
                /** @description Such as `G1`, with a class only; empty: the whole class with all its groups. */
                group?: string;
                /** @description UUID; never changes. */
                studentId?: string;
                /** @description UUID; never changes. */
                staffId?: string;
                /** @description Name of a room. */
                room?: string;
                /** @description GRESA code, with a room only; empty: the caller's school. */
                schoolCode?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NowNext is the lesson that runs and the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.NowNext"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ListTransfers: {
        parameters: {
            query?: {
                /** @description GRESA code of the school; empty: the caller's own; of an officer what is escalated below his nodes. */
                schoolCode?: string;
                /** @description `IN`: students whom the school asks for; `OUT` (when empty): students whom it is asked to release. */
                direction?: string;
                /** @description Missing: every state. */
                state?: components["schemas"]["massar.type.v1.Transfer.State.Value"];
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListTransfersResponse is one page of transfers, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.ListTransfersResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_AskTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `<GRESA>.<uuid>`: a class of the caller's school in the current year. */
                    classId?: string;
                    /** @description `YYYY-MM-DD` in the school year, the first day in the class; empty: today. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description One letter and nine digits, such as `J134567890`. */
                    massarCode?: string;
                    /** @description Read by the leaving school. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description TransferResponse is the transfer as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.TransferResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_CancelTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description TransferResponse is the transfer as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.TransferResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_RefuseTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Read by the asking school. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description TransferResponse is the transfer as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.TransferResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    IdaraService_ReleaseTransfer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                transfer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `YYYY-MM-DD`: the first day in the new class instead of the one that was asked for; empty: that one. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Read by the asking school; may be empty. */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description TransferResponse is the transfer as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.idara.v1.TransferResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListCalendarFeeds: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListCalendarFeedsResponse is the addresses, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListCalendarFeedsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_CreateCalendarFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the owner, such as the device it is for. */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description CalendarFeed is a private address from which a calendar program reads a timetable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.CalendarFeed"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_DeleteCalendarFeed: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID. */
                feed_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteCalendarFeedResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.DeleteCalendarFeedResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetCalendar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description As in the address. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListChanges: {
        parameters: {
            query?: {
                /** @description `cursor` of the last answer; empty: from now, and the answer holds only a cursor. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChangesResponse holds one page of changes, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListChangesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListClasses: {
        parameters: {
            query?: {
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListClassesResponse is one page of classes by label. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListClassesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetMonthSheet: {
        parameters: {
            query?: {
                /** @description `YYYY-MM`; empty: the current one. */
                month?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description MonthSheetResponse is the sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.MonthSheetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListGroups: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListGroupsResponse is the groups of a class by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListGroupsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListClassStudents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListClassStudentsResponse is the class in list order, those who left last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListClassStudentsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetClassTimetable: {
        parameters: {
            query?: {
                /** @description Such as `G1`; empty: the whole class. */
                group?: string;
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                class_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListCorrections: {
        parameters: {
            query?: {
                /** @description `PROPOSED`, `APPROVED` or `REFUSED`; missing: all. */
                state?: components["schemas"]["massar.type.v1.Correction.State.Value"];
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListCorrectionsResponse is one page of corrections, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListCorrectionsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListLessons: {
        parameters: {
            query?: {
                /** @description `YYYY-MM-DD`; empty: today. */
                date?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListLessonsResponse is the lessons by hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListLessonsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetRegister: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RegisterResponse is the register as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.RegisterResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_SaveRegister: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                lesson_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description None: the register is taken, everybody is present. */
                    entries?: components["schemas"]["massar.type.v1.EntryInput"][];
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Needed after the window of the school. */
                    lateReason?: string;
                };
            };
        };
        responses: {
            /** @description RegisterResult says of each entry what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.RegisterResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListMarkSheets: {
        parameters: {
            query?: {
                /** @description Empty: every class. */
                classId?: string;
                /** @description 1 or 2; 0 or missing: today's. */
                semester?: number;
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListMarkSheetsResponse is one page of sheets by class label and subject. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListMarkSheetsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetMarkSheetResponse is the sheet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.GetMarkSheetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_SetColumn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
                /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
                column: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `YYYY-MM-DD`, or empty. An absence's delay runs from it. */
                    date?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description Shown to families with the control; empty: none. */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description SheetColumn is one mark column, C1..C5 or ACT. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.SheetColumn"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ListMarkEvents: {
        parameters: {
            query?: {
                /** @description Empty: all students. */
                studentId?: string;
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListMarkEventsResponse is one page of the trail, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ListMarkEventsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ExportMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ImportMarkSheet: {
        parameters: {
            query?: {
                /** @description A filled cell replaces a different value although the file carries no snapshot. */
                overwrite?: boolean;
                /** @description Cells of the file, such as `G18`, that are passed over. */
                keep?: string[];
                /** @description Cells of the file that are written over what somebody else wrote since the export, with the version of it: `G18@3`. */
                replace?: string[];
                /** @description For people only. */
                fileName?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        /** @description The file itself, at most 8 MB; any Content-Type. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description What was read, or every cell that stopped it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        import?: components["schemas"]["massar.type.v1.Import"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ProposeCorrection: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
                    column?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description As typed, such as `14.5` or `14,5`; at most two decimals. */
                    mark?: string;
                    /** @description For the trail and for who decides. */
                    reason?: string;
                    /** @description `ABSENT`, `EXEMPT` or `MISSING`. */
                    state?: components["schemas"]["massar.type.v1.MarkState.Value"];
                    /** @description UUID; never changes. */
                    studentId?: string;
                };
            };
        };
        responses: {
            /** @description ProposeCorrectionResponse is the correction that waits for the office. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.ProposeCorrectionResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_ReleaseColumn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `C1` to `C5`, or `ACT` for the integrated activities. */
                    column?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description SheetColumn is one mark column, C1..C5 or ACT. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.SheetColumn"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_SaveMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cells?: components["schemas"]["massar.type.v1.CellInput"][];
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    remarks?: components["schemas"]["massar.type.v1.RemarkInput"][];
                };
            };
        };
        responses: {
            /** @description SaveResult says of each cell what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.SaveResult"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_SubmitMarkSheet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                mark_sheet_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description SubmitMarkSheetResponse is the sheet as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.SubmitMarkSheetResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetMeResponse is who is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.GetMeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_Sync: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each part once. */
                    held?: components["schemas"]["massar.type.v1.HeldPart"][];
                };
            };
        };
        responses: {
            /** @description SyncResponse is what differs from what the app holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moudaris.v1.SyncResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetTimetable: {
        parameters: {
            query?: {
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoudarisService_GetNow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NowNext is the lesson that runs and the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.NowNext"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_ListAbsences: {
        parameters: {
            query?: {
                /** @description `YYYY-MM-DD`; empty: the first day of the school year. */
                from?: string;
                /** @description `YYYY-MM-DD`; empty: today. */
                to?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentAbsences are a student's absences in a time: the body of /absences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentAbsences"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_ListCalendarFeeds: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListCalendarFeedsResponse is the addresses, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.ListCalendarFeedsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_CreateCalendarFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the owner, such as the device it is for. */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description CalendarFeed is a private address from which a calendar program reads a timetable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.CalendarFeed"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_DeleteCalendarFeed: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID. */
                feed_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteCalendarFeedResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.DeleteCalendarFeedResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_GetCalendar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description As in the address. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_ListChanges: {
        parameters: {
            query?: {
                /** @description `cursor` of the last answer; empty: from now, and the answer holds only a cursor. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChangesResponse holds one page of changes, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.ListChangesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_GetHome: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetHomeResponse is the first screen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.GetHomeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_ListMarks: {
        parameters: {
            query?: {
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description 0 or missing: today's. */
                semester?: number;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentMarks is one student's semester: the body of /marks for students, guardians and the school. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentMarks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_GetMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetMeResponse is who is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.GetMeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_ListPath: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListPathResponse is the path of a student through the years. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.ListPathResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_Sync: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each part once. */
                    held?: components["schemas"]["massar.type.v1.HeldPart"][];
                };
            };
        };
        responses: {
            /** @description SyncResponse is what differs from what the app holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.moutamadris.v1.SyncResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_GetTimetable: {
        parameters: {
            query?: {
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    MoutamadrisService_GetNow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NowNext is the lesson that runs and the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.NowNext"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListCalendarFeeds: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListCalendarFeedsResponse is the addresses, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListCalendarFeedsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_DeleteCalendarFeed: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID. */
                feed_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DeleteCalendarFeedResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.DeleteCalendarFeedResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetCalendar: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description As in the address. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChanges: {
        parameters: {
            query?: {
                /** @description `cursor` of the last answer; empty: from now, and the answer holds only a cursor. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChangesResponse holds one page of changes, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListChangesResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChildren: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChildrenResponse is the guardian's children. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListChildrenResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_UnlinkChild: {
        parameters: {
            query?: {
                /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                idempotencyKey?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description UnlinkChildResponse is empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.UnlinkChildResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChildAbsences: {
        parameters: {
            query?: {
                /** @description `YYYY-MM-DD`; empty: the first day of the school year. */
                from?: string;
                /** @description `YYYY-MM-DD`; empty: today. */
                to?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentAbsences are a student's absences in a time: the body of /absences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentAbsences"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_CreateChildCalendarFeed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    /** @description For the owner, such as the device it is for. */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description CalendarFeed is a private address from which a calendar program reads a timetable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.CalendarFeed"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChildGuardians: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChildGuardiansResponse is the guardians, who was joined first before the others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListChildGuardiansResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetChildHome: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetChildHomeResponse is a child's first screen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.GetChildHomeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListJustifications: {
        parameters: {
            query?: {
                /** @description Entries in one answer, at most 500; 0 or missing: 50. */
                pageSize?: number;
                /** @description `nextPageToken` of the page before, with the rest of the request unchanged; empty: the first page. */
                pageToken?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListJustificationsResponse is one page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListJustificationsResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_CreateJustification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description First day, `YYYY-MM-DD`. */
                    from?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                    reason?: components["schemas"]["massar.type.v1.JustificationReason.Value"];
                    /** @description In the words of who sends it. */
                    text?: string;
                    /** @description Last day, included; empty: the same. How many days at most is a dated rule, 90 for now. */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description JustificationResponse is the justification as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.JustificationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_AttachDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                student_id: string;
                justification_id: string;
            };
            cookie?: never;
        };
        /** @description The paper itself, at most 5 MB; any Content-Type. */
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The paper as it was kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document?: components["schemas"]["massar.type.v1.JustificationDocument"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_WithdrawJustification: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
                /** @description `<GRESA>.<uuid>`. */
                justification_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description WithdrawJustificationResponse is empty: the justification is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.WithdrawJustificationResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChildMarks: {
        parameters: {
            query?: {
                /** @description Such as `2026-2027`; empty: today's. */
                schoolYear?: string;
                /** @description 0 or missing: today's. */
                semester?: number;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description StudentMarks is one student's semester: the body of /marks for students, guardians and the school. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.StudentMarks"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_ListChildPath: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ListChildPathResponse is the path of a child through the years. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.ListChildPathResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetChildTimetable: {
        parameters: {
            query?: {
                /** @description ISO 8601, such as `2026-W48`; empty: the current one. */
                week?: string;
            };
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Week is a timetable of one week, Monday to Sunday. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.Week"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetChildNow: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description UUID; never changes. */
                student_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description NowNext is the lesson that runs and the one after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.NowNext"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_LinkChild: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description UUID; needed here or as idempotencyKey in the body. The same key gives the same answer, and one effect. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As printed; capitals, spaces and hyphens do not matter. */
                    activationCode?: string;
                    /** @description UUID, new for each intent; may stand in the `Idempotency-Key` header instead. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description LinkChildResponse is the child that was joined. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.LinkChildResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_LinkDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `<GRESA>.<uuid>`. */
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description DocumentLink is an address that opens a paper for a few minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.type.v1.DocumentLink"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetDocument: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description As in the address. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /**
             * @description Message that represents an arbitrary HTTP body. It should only be used for
             *     payload formats that can't be represented as JSON, such as raw binary or
             *     an HTML page.
             *
             *
             *     This message can be used both in streaming and non-streaming API methods in
             *     the request as well as the response.
             *
             *     It can be used as a top-level request field, which is convenient if one
             *     wants to extract parameters from either the URL or HTTP template into the
             *     request fields and also want access to the raw HTTP body.
             *
             *     Example:
             *
             *         message GetResourceRequest {
             *           // A unique request id.
             *           string request_id = 1;
             *
             *           // The raw HTTP body is bound to this field.
             *           google.api.HttpBody http_body = 2;
             *         }
             *
             *         service ResourceService {
             *           rpc GetResource(GetResourceRequest) returns (google.api.HttpBody);
             *           rpc UpdateResource(google.api.HttpBody) returns
             *           (google.protobuf.Empty);
             *         }
             *
             *     Example with streaming methods:
             *
             *         service CaldavService {
             *           rpc GetCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *           rpc UpdateCalendar(stream google.api.HttpBody)
             *             returns (stream google.api.HttpBody);
             *         }
             *
             *     Use of this type only changes how the request and response bodies are
             *     handled, all other features will continue to work unchanged.
             */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["google.api.HttpBody"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_GetMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description GetMeResponse is who is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.GetMeResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    WaliyeService_Sync: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description ar or fr.
                 * @example fr
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /**
                 * @description Which session of this browser is meant, `<app>.<slot>`, one slot for each person who is signed in on it. It names the cookie that is set, read and removed; without it there is one for all.
                 * @example waliye.0
                 */
                "Massar-Session"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each part once. */
                    held?: components["schemas"]["massar.type.v1.HeldPart"][];
                };
            };
        };
        responses: {
            /** @description SyncResponse is what differs from what the app holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["massar.waliye.v1.SyncResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
