/** How deep values may nest, both ways: far beyond any OA answer, far below what could exhaust a stack. */

/** Levels of arrays and structs, the outermost being 1. */
export const maxValueDepth = 64
