// QRCodePNG of CreateVirtualMFADevice: the text as a QR code, as a picture.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html

import { writePng } from '../../core/png/write-png.ts';

/** Dots a module: large enough for a phone's camera, and the whole is some ten kilobytes. */
const scale = 4;

export async function qrPng(text: string): Promise<Uint8Array> {
  // Only who makes a device fetches the encoder.
  const { default: encodeQR } = await import('qr');
  return writePng(encodeQR(text, 'raw', { ecc: 'medium', border: 4 }), scale);
}
