export * from './availability.js';
export * from './booking.js';
export * from './project.js';
export * from './render.js';
export * from './seat-map.js';
export * from './view.js';
export * from './views.js';
