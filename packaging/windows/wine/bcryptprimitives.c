/* A stand-in for bcryptprimitives.dll, which Rust's standard library needs and Wine 8 lacks. It is put into the
 * prefix of a test and never shipped: Windows has its own. */

#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    while (length > 0) {
        ULONG part = length > 0x10000 ? 0x10000 : (ULONG)length;
        /* SystemFunction036. */
        if (!RtlGenRandom(bytes, part))
            return FALSE;
        bytes += part;
        length -= part;
    }
    return TRUE;
}
