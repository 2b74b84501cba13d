export { type HeardEvent, listenThroughVendor, type VendorListeningOptions } from './listen-through-vendor.ts';
