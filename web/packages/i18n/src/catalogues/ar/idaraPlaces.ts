const ar = {} as const;

export default ar;
