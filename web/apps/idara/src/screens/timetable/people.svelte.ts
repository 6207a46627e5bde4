import { dataOf } from "@massar/api";
import { useAccount } from "@massar/ui";
import { useKept, type Fetched } from "@massar/ui/session/index.ts";
import type { Staff } from "../../parts/types.ts";
import type { LessonRegister } from "../attendance/model.ts";
import type { BellSchedule, Room } from "./model.ts";

/** The teachers of the school; read when they are wanted. */
export function useTeachers(wanted: () => boolean): Fetched<Staff[]> {
  const { api } = useAccount();
  return useKept<Staff[]>(
    () => (wanted() ? "teachers" : undefined),
    async () => {
      const all: Staff[] = [];
      for (let pageToken = ""; ; ) {
        const page = await dataOf(api.GET("/v1/idara/staff", { params: { query: { pageSize: 500, pageToken } } }));
        all.push(...page.staff.filter((one) => one.kind === "TEACHER"));
        pageToken = page.nextPageToken;
        if (pageToken === "") return all;
      }
    },
  );
}

export function useRooms(wanted: () => boolean = () => true): Fetched<Room[]> {
  const { api } = useAccount();
  return useKept<Room[]>(
    () => (wanted() ? "rooms" : undefined),
    async () => (await dataOf(api.GET("/v1/idara/rooms"))).rooms,
  );
}

/** The hours of the school: its own before the national ones. */
export function useBells(wanted: () => boolean = () => true): Fetched<BellSchedule[]> {
  const { api } = useAccount();
  return useKept<BellSchedule[]>(
    () => (wanted() ? "bells" : undefined),
    async () => (await dataOf(api.GET("/v1/idara/bellSchedules"))).bellSchedules,
  );
}

/** The lessons of a day of the whole school, each with its version; kept where the day of the registers is. */
export function useDay(date: () => string | undefined): Fetched<LessonRegister[]> {
  const { api } = useAccount();
  return useKept<LessonRegister[]>(
    () => (date() === undefined ? undefined : `lessons/${date()}`),
    async () => (await dataOf(api.GET("/v1/idara/lessons", { params: { query: { date: date()! } } }))).lessons,
  );
}
