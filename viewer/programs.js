// The shapes of actors and the lines of families, for the graphics card (GLSL).

// A regular figure: the distance to the nearest of its sides, by folding the plane.
function regular(name, n) {
  const glsl = `
float sdf_${name}(vec2 uv, float size) {
  float turn = 6.2831853 / ${n}.0;
  float angle = mod(atan(uv.x, uv.y) + 0.5 * turn, turn) - 0.5 * turn;
  return length(uv) * cos(0.5 * turn - abs(angle)) - size * cos(0.5 * turn);
}`;
  return { name, glsl, inradiusFactor: Math.cos(Math.PI / n) };
}

const RING = {
  name: "ring",
  glsl: `
float sdf_ring(vec2 uv, float size) {
  return abs(length(uv) - size * 0.7) - size * 0.3;
}`,
};

// Draws an edge by the number of its line: 0 solid, 1 double, 2 dotted, 3 dash and dot. How far along it a point lies
// is taken from its parameter: near enough for gentle curves, and the true length costs a sum for each point.
const STROKE = {
  name: "stroke",
  glsl: `
vec4 layer_stroke(EdgeContext ctx) {
  if (v_zone > 1.5) return v_color;
  float across = (ctx.sdf + ctx.thickness * 0.5) / ctx.thickness;
  float along = (1.0 - ctx.t) * (ctx.tEnd - ctx.tStart) * ctx.edgeLength / ctx.thickness;
  float soft = ctx.aaWidth / ctx.thickness;
  float ink = 1.0;
  if (v_line > 2.5) {
    float at = mod(along, 7.5);
    float dash = max(abs(at - 2.25) - 2.25, 0.0);
    float dot = length(vec2(at - 6.0, across)) - 0.5;
    ink = max(1.0 - smoothstep(-soft, soft, dash - soft), 1.0 - smoothstep(-soft, soft, dot));
  } else if (v_line > 1.5) {
    ink = 1.0 - smoothstep(-soft, soft, length(vec2(mod(along, 1.9) - 0.95, across)) - 0.5);
  } else if (v_line > 0.5) {
    ink = smoothstep(-soft, soft, abs(across) - 0.17);
  }
  return vec4(v_color.rgb, v_color.a * ink);
}`,
  uniforms: [],
  attributes: [{ name: "a_line", size: 1, type: WebGL2RenderingContext.FLOAT, source: "line" }],
};

// Returns the programs that the picture is drawn with. Each path costs time at the start, so a straight edge is a
// curve without a bend, and loops are there only for a graph that has some.
export function programs(hasLoops) {
  const { sdfCircle, sdfSquare, sdfDiamond, sdfRectangle, sdfTriangle } = Sigma.rendering;
  const { pathCurved, pathLoop, extremityArrow } = Sigma.rendering;
  return {
    nodes: {
      shapes: [
        sdfCircle(),
        sdfSquare({ cornerRadius: 0.12 }),
        sdfDiamond(),
        sdfRectangle({ aspectRatio: 1.7 }),
        sdfTriangle(),
        regular("hexagon", 6),
        regular("pentagon", 5),
        RING,
      ],
      label: { font: { family: "system-ui, sans-serif", weight: "500", size: 12 }, margin: 3 },
    },
    edges: {
      paths: [pathCurved({ segments: 8 }), ...(hasLoops ? [pathLoop()] : [])],
      extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
      layers: [STROKE],
      variables: { line: { type: "number", default: 0 } },
      label: { keepUpright: true },
    },
  };
}
