"""AESGCM as the package `cryptography` has it, over OpenSSL's library, so that the documented example runs without it."""

import ctypes
import ctypes.util

_name = ctypes.util.find_library("crypto")
if _name is None:
    raise ImportError("OpenSSL's libcrypto is not installed")
_crypto = ctypes.CDLL(_name)
_pointer = ctypes.c_void_p
_crypto.EVP_CIPHER_CTX_new.restype = _pointer
_crypto.EVP_CIPHER_CTX_free.argtypes = [_pointer]
for _bits in (128, 192, 256):
    getattr(_crypto, f"EVP_aes_{_bits}_gcm").restype = _pointer
_crypto.EVP_CIPHER_CTX_ctrl.argtypes = [_pointer, ctypes.c_int, ctypes.c_int, _pointer]
for _way in ("Encrypt", "Decrypt"):
    getattr(_crypto, f"EVP_{_way}Init_ex").argtypes = [_pointer, _pointer, _pointer, ctypes.c_char_p, ctypes.c_char_p]
    getattr(_crypto, f"EVP_{_way}Update").argtypes = [_pointer, _pointer, _pointer, ctypes.c_char_p, ctypes.c_int]
    getattr(_crypto, f"EVP_{_way}Final_ex").argtypes = [_pointer, _pointer, _pointer]

_GET_TAG, _SET_TAG = 0x10, 0x11


class AESGCM:
    def __init__(self, key):
        self._key = key

    def encrypt(self, nonce, data, associated_data):
        return self._run("Encrypt", nonce, data, None, associated_data)

    def decrypt(self, nonce, data, associated_data):
        return self._run("Decrypt", nonce, data[:-16], data[-16:], associated_data)

    def _run(self, way, nonce, data, tag, associated_data):
        def must(result):
            if result != 1:
                raise ValueError("InvalidTag")

        if len(nonce) != 12:
            raise ValueError("the nonce must have 12 bytes")
        call = lambda what, *args: must(getattr(_crypto, f"EVP_{way}{what}")(context, *args))
        context = _crypto.EVP_CIPHER_CTX_new()
        try:
            cipher = getattr(_crypto, f"EVP_aes_{len(self._key) * 8}_gcm")()
            call("Init_ex", cipher, None, self._key, nonce)
            length = ctypes.c_int()
            out = ctypes.create_string_buffer(len(data) + 16)
            call("Update", None, ctypes.byref(length), associated_data, len(associated_data))
            call("Update", out, ctypes.byref(length), data, len(data))
            written = length.value
            if tag is not None:
                must(_crypto.EVP_CIPHER_CTX_ctrl(context, _SET_TAG, 16, tag))
            call("Final_ex", ctypes.byref(out, written), ctypes.byref(length))
            if tag is not None:
                return out.raw[:written]
            made = ctypes.create_string_buffer(16)
            must(_crypto.EVP_CIPHER_CTX_ctrl(context, _GET_TAG, 16, made))
            return out.raw[:written] + made.raw
        finally:
            _crypto.EVP_CIPHER_CTX_free(context)
