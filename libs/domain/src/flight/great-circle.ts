/** In degrees; north and east are positive. */
export interface Coordinates {
  lat: number;
  lon: number;
}

/** The earth's mean radius (IUGG) of 6371.0088 km. */
const earthRadiusMiles = 3958.7613;

/** The shortest way over a sphere (haversine formula), in whole statute miles. */
export function greatCircleMiles(from: Coordinates, to: Coordinates): number {
  const lat = radians(to.lat - from.lat) / 2;
  const lon = radians(to.lon - from.lon) / 2;
  const a =
    Math.sin(lat) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon) ** 2;
  // Rounding may lift the root of antipodes over 1, which has no arc sine.
  return Math.round(2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(a))));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
