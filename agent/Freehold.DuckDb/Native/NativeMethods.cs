using System.Runtime.InteropServices;

namespace Freehold.DuckDb.Native;

/// <summary>
/// The part of DuckDB's C API that Freehold calls; names and parameters are those of <c>duckdb.h</c> 1.5. What is not called
/// is not declared.
/// </summary>
internal static unsafe partial class NativeMethods
{
    public const int Success = 0;

    private const string Library = "duckdb";

    // Database and connection

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string? path, out nint database, nint config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint pointer);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(DatabaseHandle database, out nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial NativeProgress duckdb_query_progress(ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    // Queries

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_query(ConnectionHandle connection, string query, out NativeResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_result_error_type(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_column_type(ref NativeResult result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_fetch_chunk(NativeResult result);

    // Chunks and vectors

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    public static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_vector_get_data(nint vector);

    /// <returns>One bit a row, set when the row is not null; a null pointer when no row is null.</returns>
    [LibraryImport(Library)]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    public static partial void duckdb_vector_ensure_validity_writable(nint vector);

    /// <summary>Copies the bytes without checking that they are UTF-8.</summary>
    [LibraryImport(Library)]
    public static partial void duckdb_unsafe_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);

    // Scalar functions

    [LibraryImport(Library)]
    public static partial nint duckdb_create_scalar_function();

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_scalar_function(ref nint function);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_scalar_function_set_name(nint function, string name);

    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_add_parameter(nint function, nint type);

    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_set_return_type(nint function, nint type);

    /// <summary>Null arguments come to the function instead of making the result null unasked.</summary>
    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_set_special_handling(nint function);

    /// <summary>Hands DuckDB a pointer and the function that frees it when the function itself is gone.</summary>
    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_set_extra_info(
        nint function, nint extraInfo, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Library)]
    public static partial nint duckdb_scalar_function_get_extra_info(nint functionInfo);

    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_set_function(
        nint function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> body);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_scalar_function_set_error(nint functionInfo, string error);

    [LibraryImport(Library)]
    public static partial int duckdb_register_scalar_function(ConnectionHandle connection, nint function);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_logical_type(int type);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_struct_type(nint* types, byte** names, ulong count);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);

    /// <summary>The function is called once for each row that reaches it: it is neither moved, nor joined with its like.</summary>
    [LibraryImport(Library)]
    public static partial void duckdb_scalar_function_set_volatile(nint function);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);
}
