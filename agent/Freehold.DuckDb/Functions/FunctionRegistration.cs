using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Freehold.DuckDb.Native;

namespace Freehold.DuckDb.Functions;

/// <summary>Hands a function to DuckDB and receives its calls.</summary>
internal static unsafe class FunctionRegistration
{
    /// <exception cref="DuckDbException">The engine refused it.</exception>
    public static void Register(ConnectionHandle connection, ScalarFunction function)
    {
        var native = NativeMethods.duckdb_create_scalar_function();
        var text = NativeMethods.duckdb_create_logical_type((int)ColumnType.Varchar);
        var returns = function.Returns is ColumnType.Struct
            ? StructOf(text, function.FieldCount)
            : NativeMethods.duckdb_create_logical_type((int)function.Returns);

        try
        {
            NativeMethods.duckdb_scalar_function_set_name(native, function.Name);
            for (var parameter = 0; parameter < function.ParameterCount; parameter++)
                NativeMethods.duckdb_scalar_function_add_parameter(native, text);
            NativeMethods.duckdb_scalar_function_set_return_type(native, returns);
            NativeMethods.duckdb_scalar_function_set_special_handling(native);
            if (function.Returns is ColumnType.Struct)
                NativeMethods.duckdb_scalar_function_set_volatile(native);
            NativeMethods.duckdb_scalar_function_set_extra_info(native, GCHandle.ToIntPtr(GCHandle.Alloc(function)), &Forget);
            NativeMethods.duckdb_scalar_function_set_function(native, &Call);

            if (NativeMethods.duckdb_register_scalar_function(connection, native) != NativeMethods.Success)
                throw new DuckDbException(DuckDbError.Statement);
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref returns);
            NativeMethods.duckdb_destroy_logical_type(ref text);
            NativeMethods.duckdb_destroy_scalar_function(ref native);
        }
    }

    private static nint StructOf(nint text, int fields)
    {
        var types = new nint[fields];
        var names = new byte*[fields];
        Array.Fill(types, text);
        try
        {
            for (var field = 0; field < fields; field++)
                names[field] = (byte*)Marshal.StringToCoTaskMemUTF8(string.Create(CultureInfo.InvariantCulture, $"f{field}"));
            fixed (nint* type = types)
            fixed (byte** name = names)
                return NativeMethods.duckdb_create_struct_type(type, name, (ulong)fields);
        }
        finally
        {
            foreach (var name in names)
                Marshal.FreeCoTaskMem((nint)name);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint info, nint chunk, nint result)
    {
        ScalarFunction? function = null;
        try
        {
            function = (ScalarFunction)GCHandle.FromIntPtr(NativeMethods.duckdb_scalar_function_get_extra_info(info)).Target!;
            function.Invoke(new FunctionCall(chunk, result));
        }
#pragma warning disable CA1031 // An exception that left this method would tear down the process from inside native frames.
        catch (Exception e)
#pragma warning restore CA1031
        {
            function?.RecordFault(e);
            NativeMethods.duckdb_scalar_function_set_error(info, "a Freehold function refused a value");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Forget(nint extraInfo) => GCHandle.FromIntPtr(extraInfo).Free();
}
