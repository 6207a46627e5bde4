// The names of the apps stand alone: the front page needs them and not the rest of common.
const ar = {
  "app.moutamadris": "متمدرس",
  "app.waliye": "ولي",
  "app.moudaris": "مدرس",
  "app.idara": "إدارة",
  "name": "مسار",
} as const;

export default ar;
